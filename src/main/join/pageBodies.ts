/** The body of each state of the patient's page. */
import { maxNameLength } from '../../shared/displayName.ts';
import { fill } from '../../shared/i18n/messages.ts';
import type { Message } from '../../shared/person.ts';
import { assertNever } from '../../shared/result.ts';
import { markup, trusted, type Html } from './html.ts';
import { pageForm, problemBox, wayOut } from './pageParts.ts';
import type { PatientWords } from './patientTexts.ts';
import type { PageBody, PageFrame, PageState, StateOf } from './pageState.ts';

type Body = PageBody<Html>;

export function renderBody(frame: PageFrame, state: PageState): Body {
  const { words } = frame;
  switch (state.name) {
    case 'form':
      return formBody(frame, state);
    case 'early':
      return earlyBody(frame, state);
    case 'gone':
      return goneBody(frame, state);
    case 'waiting':
      return waitingBody(frame, state);
    case 'let-in':
      return letInBody(frame, state);
    case 'declined':
      return notice(words['declined-title'], words.declined, callMe(frame));
    case 'called':
      return notice(words['called-title'], words.called, backToVisit(frame));
    case 'dead':
      return notice(words['dead-title'], words.dead);
    case 'thanks':
      return notice(words['thanks-title'], words.thanks);
    case 'trouble':
      return notice(words['trouble-title'], state.text);
    default:
      return assertNever(state);
  }
}

/** A name that is written from right to left does not turn the sentence around it. */
const isolated = (name: string): string => (/[\u0590-\u08ff]/.test(name) ? `\u2068${name}\u2069` : name);

const heading = (title: string): Html => markup`<h1 tabindex="-1">${title}</h1>\n`;

const notice = (title: string, text: string, rest: Html | null = null): Body => ({
  title,
  content: markup`${heading(title)}<p class="${rest ? 'lead' : 'last'}">${text}</p>${rest}`,
});

/** With the name of the zone, because a phone may be in another; `dateStyle` would not let it stand there. */
const dayAndTime = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

/**
 * Day and time where the clinic is, which is the zone of the process; the script adds those of the phone where they differ, and says so when the visit is
 * moved while the page is open.
 */
function earlyBody(frame: PageFrame, { doctor, startsAt, lateMinutes }: StateOf<'early'>): Body {
  const { words, choice } = frame;
  const time = new Intl.DateTimeFormat(choice.language, dayAndTime);
  const form = pageForm(frame, { field: null, press: null, callReason: null, camera: true });
  const zone = String(new Date(startsAt).getTimezoneOffset());
  return {
    title: words['early-title'],
    content: markup`${heading(words['early-title'])}<p class="moved" hidden>${words['early-moved']}</p>
${doctor === '' ? null : markup`<p>${fill(words['early-doctor'], { doctor: isolated(doctor) })}</p>\n`}<p class="lead when">${time.format(startsAt)}</p>
${lateMinutes === null ? null : markup`<div class="message"><p>${minutesText('early-late', lateMinutes, words, choice.language)}</p></div>\n`}<p hidden>${words['early-here']} <time data-at="${String(startsAt)}" data-zone="${zone}"></time></p>
<p class="last">${words.early}</p>
${form}`,
  };
}

const callMe = (frame: PageFrame): Html =>
  pageForm(frame, { field: null, press: null, callReason: 'declined', camera: false });

const backToVisit = ({ path, choice, words }: PageFrame): Html =>
  markup`\n<p class="last"><a href="${path ?? ''}${choice.chosen ? `?lang=${choice.language}` : ''}">${words['to-visit']}</a></p>`;

function formBody(frame: PageFrame, state: StateOf<'form'>): Body {
  const { words } = frame;
  const { problem, doctor, nameWaits } = state;
  const field = nameWaits ? markup`<p>${words['name-waits']}</p>\n` : nameField(words, state);
  const form = pageForm(frame, {
    field,
    press: words.join,
    callReason: problem?.reason ?? null,
    camera: true,
  });
  return {
    title: words.title,
    content: markup`${problemBox(problem, frame)}${heading(words.title)}<p>${doctor === '' ? words.expecting : fill(words['doctor-expecting'], { doctor: isolated(doctor) })}</p>
${form}
<p class="last">${words.permission}</p>
${wayOut(frame)}`,
  };
}

function nameField(words: PatientWords, { typed, problem }: StateOf<'form'>): Html {
  const blamed = problem?.field ? trusted(' aria-invalid="true" aria-describedby="problem-text"') : null;
  return markup`<label for="name">${words['name-label']}</label>
<input id="name" name="name" type="text" dir="auto" value="${typed}" maxlength="${String(maxNameLength)}" autocomplete="name" autocapitalize="words" spellcheck="false" enterkeyhint="go" aria-required="true"${blamed}>
`;
}

function goneBody(frame: PageFrame, { problem }: StateOf<'gone'>): Body {
  const { words } = frame;
  const form = pageForm(frame, {
    field: null,
    press: words['gone-back'],
    callReason: problem?.reason ?? null,
    camera: false,
  });
  return {
    title: words['gone-title'],
    content: markup`${problemBox(problem, frame)}${heading(words['gone-title'])}<p class="lead">${words.gone}</p>
${form}
${wayOut(frame)}`,
  };
}

function letInBody(frame: PageFrame, { problem, doctor, returning }: StateOf<'let-in'>): Body {
  const { words } = frame;
  const form = pageForm(frame, {
    field: null,
    press: returning ? words.return : words['go-in'],
    callReason: problem ? problem.reason : returning ? 'other' : null,
    camera: true,
  });
  const ready = doctor === '' ? words['let-in'] : fill(words['let-in-doctor'], { doctor: isolated(doctor) });
  const title = returning ? words['return-title'] : words['let-in-title'];
  return {
    title,
    content: markup`${problemBox(problem, frame)}${heading(title)}<p class="lead">${returning ? words.returning : ready}</p>
${form}
<p class="last">${words.permission}</p>
${wayOut(frame)}`,
  };
}

/** Let in, but without a place in the call; or still waiting for the doctor. */
function waitingLead(words: PatientWords, { doctor, queue }: StateOf<'waiting'>): Html {
  if (queue !== null)
    return markup`<p class="lead queue">${fill(words['waiting-queue'], { count: queue })}</p>`;
  return markup`<p class="lead">${doctor === '' ? words.waiting : fill(words['waiting-doctor'], { doctor: isolated(doctor) })}</p>`;
}

function waitingBody(frame: PageFrame, state: StateOf<'waiting'>): Body {
  const { words, choice } = frame;
  const form = pageForm(frame, { field: null, press: null, callReason: null, camera: true });
  return {
    title: words['waiting-title'],
    content: markup`<div class="pulse" aria-hidden="true" data-let-in="${words['let-in-title']}"><i></i><i></i><i></i></div>
${heading(words['waiting-title'])}${state.message && messageBox(state.message, words, choice.language)}${waitingLead(words, state)}
<p class="last">${words['waiting-stay']}</p>
${form}
${wayOut(frame)}`,
  };
}

/** What the doctor tells; the script adds when, in the phone's own time. */
function messageBox(message: Message, words: PatientWords, language: string): Html {
  const said =
    message.kind === 'minutes'
      ? markup`<p>${minutesText('message-minutes', message.minutes, words, language)}</p>`
      : markup`<p>${words['message-text']} <q dir="auto">${message.text}</q></p>`;
  return markup`<div class="message">${said}<small hidden>${words['message-at']} <time data-at="${String(message.at)}"></time></small></div>
`;
}

const pluralForms = {
  one: 'one',
  two: 'other',
  few: 'few',
  many: 'many',
  zero: 'other',
  other: 'other',
} as const;

function minutesText(
  sentence: 'message-minutes' | 'early-late',
  count: number,
  words: PatientWords,
  language: string,
): string {
  const form = pluralForms[new Intl.PluralRules(language).select(count)];
  return fill(words[`${sentence}_${form}`], { count });
}
