import type { launch as english } from '../en/launch.ts';

export const launch = {
  usage: `Visit Desk: видеоприёмы на TrueConf Server одним нажатием.

npm start              открывает настольное приложение, а где его не получить, браузер
npm start -- ФЛАГИ
  --web                открыть в браузере и не пробовать настольное приложение
  --no-open            не открывать браузер
  --print-urls         вывести на stdout одну строку JSON с двумя адресами
  --data-dir ПАПКА     хранить там приёмы, настройки и журналы
  --app-port N         порт рабочего места врача на этом компьютере (0: любой свободный)
  --join-port N        порт страницы пациента на этот запуск (0: любой свободный)
  --demo               попробовать со встроенным сервером; в конце всё удаляется
  --check-config       сказать, что не так с настройками и политикой, ничего не запуская; код выхода 0 или 1
  --import-env FILE    взять .env примера TrueConf в настройки и хранилище секретов, ничего не запуская
  --help               показать этот текст

Переменные среды: VISIT_DESK_SERVER, VISIT_DESK_CLIENT_ID, VISIT_DESK_CLIENT_SECRET или VISIT_DESK_CLIENT_SECRET_FILE,
VISIT_DESK_OWNER, VISIT_DESK_TOPIC, VISIT_DESK_LANG.`,
  'flag-unknown': 'Visit Desk не знает, что такое {{flag}}. Что он знает, покажет npm start -- --help.',
  'flag-needs-value': 'Для {{flag}} нужно значение. Как его записать, покажет npm start -- --help.',
  'flag-not-a-port': 'Для {{flag}} нужен порт: число от 0 до 65535.',
  'address-invalid':
    'В {{variable}} записан не адрес сервера. Запишите его как имя, имя:порт или https://имя.',
  'address-insecure':
    'В {{variable}} записан адрес http. Нужен https; http годится только для этого компьютера.',
  'too-long': 'Значение {{variable}} слишком длинное. Проверьте, то ли в нём записано.',
  'owner-invalid':
    'В {{variable}} записан не TrueConf ID. В нём не бывает пробелов, косых черт, ?, # и %, и он не длиннее 64 знаков.',
  'language-unknown': 'Языка из {{variable}} в Visit Desk нет. Запишите en или ru.',
  'secret-file-unreadable':
    'Файл, названный в {{variable}}, не удалось прочитать. Проверьте путь к нему и права на него.',
  'secret-empty': 'Файл, названный в {{variable}}, пуст. Запишите в него Client Secret.',
  building: 'Visit Desk собирается …',
  'build-failed': 'Собрать Visit Desk не удалось. Причина в строках выше.',
  'data-dir-in-use':
    'Visit Desk уже работает с этой папкой данных: {{path}}. Пользуйтесь им или выберите другую папку через --data-dir.',
  'data-dir-unusable':
    'Папкой данных нельзя пользоваться: {{path}}. Проверьте права и свободное место или выберите другую через --data-dir.',
  'app-port-taken':
    'Порт {{port}} для рабочего места врача занят или запрещён. Выберите другой через --app-port, 0 значит любой.',
  running: 'Visit Desk работает по адресу {{origin}}. Остановить его: Ctrl+C.',
  'open-file': 'Откройте этот файл в браузере, есть {{seconds}} с: {{path}}',
  crashed:
    'Visit Desk вынужден остановиться из-за собственной неисправности ({{cause}}). Запустите его снова.',
  'demo-running': 'Это демонстрация со встроенным сервером. После остановки всё будет удалено.',
  'demo-doctor': 'Петрова А. С.',
  'demo-clinic': 'Городская клиника (демо)',
  'desktop-fetching': 'Один раз загружается настольное приложение: Electron {{version}} с {{host}} …',
  'desktop-progress': '  {{megabytes}} МБ',
  'desktop-unreachable':
    'Настольное приложение не загрузить: узел {{host}} недоступен. Visit Desk откроется в браузере.',
  'desktop-fetch-failed':
    'Загрузить настольное приложение с {{host}} не удалось. Visit Desk откроется в браузере.',
  'desktop-not-started': 'Настольное приложение здесь не запускается. Visit Desk откроется в браузере.',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
