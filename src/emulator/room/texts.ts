/** The sentences of the room in both languages. */

const en = {
  connecting: 'Connecting…',
  'asking-media': 'Your browser asks for the camera and the microphone. Please choose “Allow”.',
  'media-refused':
    'The camera and the microphone are off. Allow them in the settings of this page, or join without them.',
  'media-missing': 'No camera and no microphone were found. You can join without them.',
  'media-insecure':
    'This address is not secure (https), so the browser gives no camera. You can join without it.',
  'media-busy': 'Another program uses the camera or the microphone. Close it and try again.',
  'no-camera': 'Your camera is off: the others hear you but do not see you.',
  'no-microphone': 'Your microphone is off: the others see you but do not hear you.',
  'no-media': 'Your camera and microphone are off.',
  'join-without': 'Join without camera and sound',
  again: 'Try again',
  rejoin: 'Join again',
  alone: 'You are in the call. The others are not here yet.',
  you: 'You',
  leave: 'Leave',
  mute: 'Mute',
  unmute: 'Unmute',
  'camera-off': 'Camera off',
  'camera-on': 'Camera on',
  'sound-on': 'Turn on sound',
  left: 'You have left the call.',
  stopped: 'The call has ended.',
  kicked: 'You were removed from the call.',
  replaced: 'You have entered this call in another window.',
  lost: 'The connection to the server was lost.',
  token: 'This way in is no longer valid. Please open the link you were given once more.',
  'not-running': 'The call has not been started yet.',
  'not-found': 'There is no such call. It may have ended already.',
  full: 'All places in this call are taken.',
  seats: 'The server has no free place for guests at the moment.',
  'not-supported': 'This browser cannot make video calls. Please use another one.',
  'sign-in-title': 'Sign in to enter the call',
  login: 'Login',
  password: 'Password',
  'sign-in': 'Sign in',
  'sign-in-wrong': 'Wrong login or password.',
};

type Texts = Readonly<Record<keyof typeof en, string>>;

const ru: Texts = {
  connecting: 'Подключаемся…',
  'asking-media': 'Браузер спрашивает о камере и микрофоне. Нажмите «Разрешить».',
  'media-refused':
    'Камера и микрофон выключены. Разрешите их в настройках этой страницы или войдите без них.',
  'media-missing': 'Камера и микрофон не найдены. Можно войти без них.',
  'media-insecure': 'Адрес незащищённый (без https), поэтому браузер не даёт камеру. Можно войти без неё.',
  'media-busy': 'Камеру или микрофон занимает другая программа. Закройте её и попробуйте ещё раз.',
  'no-camera': 'Камера выключена: вас слышат, но не видят.',
  'no-microphone': 'Микрофон выключен: вас видят, но не слышат.',
  'no-media': 'Камера и микрофон выключены.',
  'join-without': 'Войти без камеры и звука',
  again: 'Попробовать ещё раз',
  rejoin: 'Войти снова',
  alone: 'Вы в звонке. Остальные ещё не подключились.',
  you: 'Вы',
  leave: 'Выйти',
  mute: 'Выключить микрофон',
  unmute: 'Включить микрофон',
  'camera-off': 'Выключить камеру',
  'camera-on': 'Включить камеру',
  'sound-on': 'Включить звук',
  left: 'Вы вышли из звонка.',
  stopped: 'Звонок завершён.',
  kicked: 'Вас отключили от звонка.',
  replaced: 'Вы вошли в этот звонок в другом окне.',
  lost: 'Связь с сервером прервалась.',
  token: 'Этот вход больше не действует. Откройте полученную ссылку ещё раз.',
  'not-running': 'Звонок ещё не начался.',
  'not-found': 'Такого звонка нет. Возможно, он уже завершён.',
  full: 'Все места в этом звонке заняты.',
  seats: 'На сервере сейчас нет свободного места для гостя.',
  'not-supported': 'Этот браузер не поддерживает видеозвонки. Откройте ссылку в другом браузере.',
  'sign-in-title': 'Войдите, чтобы подключиться к звонку',
  login: 'Логин',
  password: 'Пароль',
  'sign-in': 'Войти',
  'sign-in-wrong': 'Неверный логин или пароль.',
};

export type TextKey = keyof typeof en;

/** `lang` of the address; `auto` and anything unknown follow the browser. */
export function pickLanguage(wanted: string | null, ofBrowser: string): 'en' | 'ru' {
  const code = wanted === 'en' || wanted === 'ru' ? wanted : ofBrowser;
  return code.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

export const textsOf = (language: 'en' | 'ru'): Texts => (language === 'ru' ? ru : en);
