/** What the patient's page is made of: its states, and what is around them. */
import type { CallReason } from '../../shared/page.ts';
import type { Message } from '../../shared/person.ts';
import type { Settings } from '../../shared/settings.ts';
import type { PageAssets } from './assets.ts';
import type { LanguageChoice } from './language.ts';
import type { PatientWords } from './patientTexts.ts';

/** What failed: the sentences, and whether the name field is the cause. */
export interface Problem {
  readonly text: string;
  readonly field: boolean;
  /** Why the clinic would be asked to call; `null`: "Call me" is not offered. */
  readonly reason: CallReason | null;
}

interface AtVisit {
  /** Empty where the page does not name the doctor. */
  readonly doctor: string;
  /** Six characters that find the visit on the board. */
  readonly helpCode: string;
}

export type PageState =
  /**
   * `typed`: what stood in the field when a press was refused; the only name a page ever contains.
   * `nameWaits`: the name was typed in another browser and waits on the server.
   */
  | ({
      readonly name: 'form';
      readonly typed: string;
      readonly nameWaits: boolean;
      readonly problem: Problem | null;
    } & AtVisit)
  /** Was away for long; the place in the waiting room is kept. */
  | ({ readonly name: 'gone'; readonly problem: Problem | null } & AtVisit)
  /** `queue`: the place in the queue for a guest place; `null`: the doctor has not let in. */
  | ({ readonly name: 'waiting'; readonly message: Message | null; readonly queue: number | null } & AtVisit)
  /** `returning`: was given the call's address before. */
  | ({ readonly name: 'let-in'; readonly returning: boolean; readonly problem: Problem | null } & AtVisit)
  /** `startsAt`: of a planned visit (epoch ms); `lateMinutes`: so much later the doctor will begin, `null`: as planned. */
  | ({
      readonly name: 'early';
      readonly startsAt: number;
      readonly lateMinutes: number | null;
    } & AtVisit)
  | { readonly name: 'declined'; readonly helpCode: string }
  /** "Call me" was pressed without a script. */
  | { readonly name: 'called'; readonly helpCode: string }
  /** Unknown, expired, cancelled, revoked and ended alike. */
  | { readonly name: 'dead' }
  | { readonly name: 'thanks' }
  /** Something failed on this side, or the request was not one of ours. */
  | { readonly name: 'trouble'; readonly text: string };

export interface PageFrame {
  readonly choice: LanguageChoice;
  readonly words: PatientWords;
  /** All that the page can be read in, this one among them. */
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  /** Of the link's page; `null`: the page does not depend on a link, so that its bytes tell nothing about one. */
  readonly path: string | null;
  readonly clinic: Settings['clinic'];
  /** The only origin that the page's script goes to. */
  readonly serverOrigin: string;
  readonly assets: PageAssets;
  /** Under which a name waits that was typed in another browser (`?h=`). */
  readonly code: string | null;
  /** Whether a call may be shown inside the page. */
  readonly embed: boolean;
  /** A short hash of what the door shows. */
  readonly version: string;
}

/** Title and content of one state. */
export interface PageBody<Content> {
  readonly title: string;
  readonly content: Content;
}

export type StateOf<Name extends PageState['name']> = Extract<PageState, { name: Name }>;
