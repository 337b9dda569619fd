/** Bare channel names: what the preload may know. Schemas are in `contract.ts`; the compiler keeps the two equal. */
export const requestChannels = [
  'app:info',
  'visits:list',
  'visits:create',
  'visits:setLabel',
  'visits:setAdmission',
  'visits:end',
  'visits:retry',
  'visits:newLink',
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
] as const;

export const eventChannels = ['visits:changed', 'status:changed', 'settings:changed'] as const;

export type RequestChannel = (typeof requestChannels)[number];
export type EventChannel = (typeof eventChannels)[number];
