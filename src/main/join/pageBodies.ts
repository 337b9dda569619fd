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

const callMe = (frame: PageFrame): Html =>
  pageForm(frame, { field: null, press: null, callReason: 'declined', camera: false });

const backToVisit = ({ token, choice, words }: PageFrame): Html =>
  markup`\n<p class="last"><a href="/v/${token ?? ''}${choice.chosen ? `?lang=${choice.language}` : ''}">${words['to-visit']}</a></p>`;

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

function waitingBody(frame: PageFrame, { doctor, message }: StateOf<'waiting'>): Body {
  const { words, choice } = frame;
  const form = pageForm(frame, { field: null, press: null, callReason: null, camera: true });
  return {
    title: words['waiting-title'],
    content: markup`<div class="pulse" aria-hidden="true" data-let-in="${words['let-in-title']}"><i></i><i></i><i></i></div>
${heading(words['waiting-title'])}${message && messageBox(message, words, choice.language)}<p class="lead">${doctor === '' ? words.waiting : fill(words['waiting-doctor'], { doctor: isolated(doctor) })}</p>
<p class="last">${words['waiting-stay']}</p>
${form}
${wayOut(frame)}`,
  };
}

/** What the doctor tells; the script adds when, in the phone's own time. */
function messageBox(message: Message, words: PatientWords, language: string): Html {
  const said =
    message.kind === 'minutes'
      ? markup`<p>${minutesText(message.minutes, words, language)}</p>`
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

function minutesText(count: number, words: PatientWords, language: string): string {
  const form = pluralForms[new Intl.PluralRules(language).select(count)];
  return fill(words[`message-minutes_${form}`], { count });
}
