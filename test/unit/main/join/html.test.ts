import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml } from '../../../../src/main/escapeHtml.ts';
import { markup, trusted } from '../../../../src/main/join/html.ts';

it('escapes what ends an attribute or opens a tag', () => {
  expect(markup`<p title="${`"'><&`}">${'<b>'}</p>`.text).toBe(
    '<p title="&quot;&#39;&gt;&lt;&amp;">&lt;b&gt;</p>',
  );
});

it('leaves its own markup, and renders nothing for null', () => {
  expect(markup`<p>${trusted('<b>')}${null}${markup`${'&'}`}</p>`.text).toBe('<p><b>&amp;</p>');
});

it('never lets a value through that a parser would read as markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const escaped = escapeHtml(value);
      expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      const back = escaped
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');
      expect(back).toBe(value);
    }),
  );
});
