/** Where the desktop keeps a doctor signed in to TrueConf Web. */
import { sha256Hex } from './links.ts';

/**
 * Name of a webview's partition, kept between calls. Another doctor of the PC has another one, and so has another server: what
 * one of them is signed in to is never shown to the other. `serverAddress`: an origin.
 */
export const ownerPartition = (serverAddress: string, ownerId: string): string =>
  `persist:doctor-${sha256Hex(JSON.stringify([serverAddress, ownerId])).slice(0, 16)}`;
