/** How long things take or may take, in milliseconds; single names, because the builder puts their values in place. */

/** Between two signs of life of a page that waits: while a stream tells it what happens, without one, out of sight. */
export const pulseMs = 12_000;
export const pollMs = 5_000;
export const hiddenMs = 30_000;
/** Of a page that nobody has pressed on: several may be open by one link, whose reports are limited together. */
export const calmMs = 60_000;
/** A stream that has told nothing by then is held back by something on the way. */
export const streamMs = 5_000;
/** A press that takes longer gets a word of patience. */
export const slowMs = 8_000;
/** Then it counts as lost. */
export const giveUpMs = 60_000;
/** Everything else that is asked of the server is lost by then. */
export const answerMs = 10_000;
/** Between two reports to a server that wants fewer of them. */
export const sparingMs = 60_000;
/** A page that was out of sight for longer may have a stream that only looks alive. */
export const asleepMs = 20_000;
/** A view of an app that has not answered about the camera by then never will; a person in a browser may. */
export const silentAppMs = 10_000;
export const silentMs = 30_000;
/** A page that is still seen then was not left by the link that leads out of the app. */
export const leftMs = 1_500;
/** An embedded call that has not loaded by then is opened by itself. */
export const frameMs = 15_000;
