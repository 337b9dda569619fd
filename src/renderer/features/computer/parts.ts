/** What `Computer.tsx` loads later. */
export { Autostart } from './Autostart.tsx';
export { ComputerWatch } from './ComputerWatch.tsx';
export { MediaBanners } from './MediaBanners.tsx';
