/** `npm run tools`: makes sure that there is a browser for the tests, or says what to do. Exit code 1: there is none. */
import { installOnDebian, isDebianAsRoot } from './debian.ts';
import { findBrowser } from './findBrowser.ts';

/**
 * Chromium, its sister without a window, and a font with Latin and Cyrillic letters: without one a screenshot shows
 * boxes.
 */
const debianPackages = ['chromium', 'chromium-headless-shell', 'fonts-dejavu-core'];

const chosen = process.env['VISIT_DESK_BROWSER'];
// Where only one of the two is there, both kinds are the same; without the quick one the tests take longer.
const isComplete = findBrowser('whole') !== findBrowser('quick') && findBrowser('whole') !== undefined;
if (!chosen && isDebianAsRoot() && !isComplete) installOnDebian(debianPackages);

const found = findBrowser('whole');
if (found) {
  console.log(`Browsers for the tests: ${found}, ${findBrowser('quick') ?? found}`);
} else {
  console.error(
    chosen
      ? 'VISIT_DESK_BROWSER does not name a program that can be run. Correct it, or unset it.'
      : 'No Chromium, Chrome or Edge was found. Install one of them, or set VISIT_DESK_BROWSER to its path.',
  );
  process.exitCode = 1;
}
