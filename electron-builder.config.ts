/**
 * How the desktop app is packaged: what goes in, for which systems, and which fuses are flipped. Used by
 * `scripts/package.ts`; docs/release.md says what needs a real binary, a certificate or another system.
 * Source: https://www.electron.build/configuration
 */
import { FuseV1Options, FuseVersion, type FuseV1Config } from '@electron/fuses';
import type { Configuration } from 'electron-builder';
import { appId } from './src/main/security/attention.ts';

/**
 * Every fuse that the pinned Electron documents, none left to its default. Flipped before signing, read back after.
 * Source: https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export const fuses: FuseV1Config & { readonly strictlyRequireAllFuses: true } = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Without them every access of WebAssembly to memory is checked in code: TrueConf Web's codecs would crawl.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** What the archive of the app may hold, and nothing else; the check after packing compares with it. */
export const contents: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/main\/(?:index|chunks\/[\w-]+)\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(?:index\.html|icon\.svg|assets\/[\w.-]+\.(?:js|css|woff2|svg|mp3))$/,
  /^out\/join-page\/[\w-]+\.(?:js|css|html)$/,
  /^resources\/(?:icon\.png|camera-help\.json)$/,
  /^(?:LICENSE|THIRD-PARTY-LICENSES\.txt|sbom\.json)$/,
];

/** Files that a signed build must name on macOS, with the sentence that the system shows. */
const usage = {
  NSCameraUsageDescription: 'Visit Desk shows you to your patient during a video visit.',
  NSMicrophoneUsageDescription: 'Visit Desk lets your patient hear you during a video visit.',
  NSAudioCaptureUsageDescription: 'Visit Desk plays the sound of what you share to your patient.',
} as const;

export const configuration: Configuration = {
  appId: 'org.visitdesk.desk',
  productName: 'Visit Desk',
  copyright: 'BSD-3-Clause; see LICENSE',
  directories: { output: 'dist', buildResources: 'resources/package' },
  // The main process is bundled: no package is shipped, so nothing unpacked can be exchanged.
  files: [
    'out/{main,preload,renderer,join-page}/**/*',
    'resources/icon.png',
    'resources/camera-help.json',
    'LICENSE',
    { from: 'dist/notices', to: '.', filter: ['THIRD-PARTY-LICENSES.txt', 'sbom.json'] },
    '!**/node_modules/**',
    '!**/*.map',
  ],
  asar: true,
  npmRebuild: false,
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  protocols: [{ name: 'Visit Desk', schemes: ['visit-desk'] }],
  win: {
    // Windows shows notices of a program whose shortcut bears the same id.
    appId: appId('win32'),
    target: [
      { target: 'nsis', arch: ['x64'] },
      { target: 'msi', arch: ['x64'] },
    ],
    icon: 'resources/icon.png',
  },
  nsis: {
    oneClick: false,
    // Per user without rights, or per machine with them.
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: false,
    deleteAppDataOnUninstall: false,
    include: 'resources/package/installer.nsh',
  },
  msi: { perMachine: true, oneClick: true },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    category: 'public.app-category.medical',
    icon: 'resources/icon.png',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/package/entitlements.mac.plist',
    entitlementsInherit: 'resources/package/entitlements.mac.inherit.plist',
    extendInfo: usage,
  },
  linux: {
    target: [
      { target: 'AppImage', arch: ['x64'] },
      { target: 'deb', arch: ['x64'] },
      { target: 'rpm', arch: ['x64'] },
    ],
    category: 'Office;MedicalSoftware',
    maintainer: 'Visit Desk',
    synopsis: 'One-click video visits on TrueConf Server',
    icon: 'resources/icon.png',
    executableName: 'visit-desk',
  },
  // Where updates are read from is the build's; a policy can point elsewhere or switch them off.
  publish: { provider: 'generic', url: 'https://updates.invalid/visit-desk' },
};
