/** What is loaded together, after the desk (`laterScreens.tsx`). */
export { Setup } from '../setup/Setup.tsx';
export { LeaveDialog } from './LeaveDialog.tsx';
export { SettingsScreen } from './SettingsScreen.tsx';
