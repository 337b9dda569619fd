/** Bare channel names: what the preload may know. Schemas are in `contract.ts`; the compiler keeps the two equal. */
export const requestChannels = [
  'app:info',
  'visits:list',
  'visits:create',
  'visits:move',
  'visits:start',
  'visits:setLabel',
  'visits:setAdmission',
  'visits:end',
  'visits:retry',
  'visits:newLink',
  'visits:addLink',
  'visits:callDone',
  'persons:letIn',
  'persons:decline',
  'persons:message',
  'call:enter',
  'call:leave',
  'settings:get',
  'settings:save',
  'credentials:save',
  'credentials:forget',
  'connection:test',
  'certificate:look',
  'demo:start',
  'doctors:list',
  'people:list',
  'people:create',
  'people:change',
  'people:setPassword',
  'sites:put',
  'sites:remove',
  'clinic:state',
  'clinic:use',
  'clinic:open',
  'clinic:signOut',
] as const;

export const eventChannels = [
  'visits:changed',
  'status:changed',
  'settings:changed',
  'call:taken',
  'connection:changed',
] as const;

export type RequestChannel = (typeof requestChannels)[number];
export type EventChannel = (typeof eventChannels)[number];

/** Requests that change nothing: they may be asked again without harm. All others are commands and need a key. */
const readingChannels: ReadonlySet<string> = new Set<RequestChannel>([
  'app:info',
  'visits:list',
  'settings:get',
  'doctors:list',
  'people:list',
  'connection:test',
  'certificate:look',
  'clinic:state',
]);
export const isCommand = (channel: string): boolean => !readingChannels.has(channel);
