import { BundlePanel } from './BundlePanel.tsx';
import { LeftoversPanel } from './LeftoversPanel.tsx';
import { LogPanel } from './LogPanel.tsx';

/** What is looked at when something is wrong, below the rehearsal and its schedule. */
export function DiagnosticsSection() {
  return (
    <>
      <LogPanel />
      <BundlePanel />
      <LeftoversPanel />
    </>
  );
}
