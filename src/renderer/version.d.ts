/** Of `package.json`, put in by the build. */
declare const __DESK_VERSION__: string;
