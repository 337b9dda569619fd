/** The policy of the computer that this runs on. */
import { loadPolicy, policyFilePath, type Policy } from './policy.ts';
import { systemRootOf, windowsPolicyPlaces } from './windowsRegistry.ts';

export interface SystemPolicy {
  readonly policy: Policy;
  /** Where its file lies, or would. */
  readonly file: string;
}

/** Never rejects. */
export async function systemPolicy(): Promise<SystemPolicy> {
  if (process.platform !== 'win32') {
    const path = policyFilePath(process.platform, '');
    return { policy: await loadPolicy({ file: path }), file: path };
  }
  const places = windowsPolicyPlaces(systemRootOf(process.env['SystemRoot']));
  const file = policyFilePath('win32', await places.programData());
  return { policy: await loadPolicy({ file, registry: places.registry }), file };
}
