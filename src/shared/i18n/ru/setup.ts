import type { Messages } from '../messages.ts';

export const setup: Messages['setup'] = {
  'server-address': 'Адрес сервера',
  'client-id': 'Client ID',
  'client-secret': 'Client Secret',
  'trueconf-id': 'TrueConf ID',
  'way-alone': 'Только этот компьютер',
  'service-address': 'Адрес сервиса',
  'service-address-hint': 'Тот, что ИТ даёт рабочим местам, например https://desk.clinic.example',
  'service-connect': 'Подключиться',
  'service-connecting': 'Подключаемся…',
  'service-restart': 'Visit Desk запускается заново…',
  'service-locked': 'Адрес задан ИТ-отделом: политикой или окружением этого компьютера (VISIT_DESK_SERVICE).',
  'service-error-name':
    'В этой сети нет имени {{host}}. Проверьте написание или спросите ИТ, доступно ли оно с этого компьютера.',
  'service-error-refused':
    'По адресу {{host}}, порт {{port}}, никто не отвечает. Проверьте адрес или спросите ИТ, запущен ли сервис.',
  'service-error-unreachable':
    'С этого компьютера {{host}} недоступен. Проверьте сетевой кабель, Wi-Fi или VPN.',
  'service-error-timeout':
    '{{host}} не ответил вовремя. Повторите; если не помогло, спросите ИТ, не мешает ли межсетевой экран.',
  'service-error-tls':
    'Не удалось защищённое соединение с {{host}}. Спросите ИТ, работает ли там сервис по https.',
  'service-error-certificate':
    'Этот компьютер не доверяет сертификату {{host}}. Попросите ИТ установить на нём центр сертификации клиники.',
  'service-error-certificate-expired':
    'Срок сертификата {{host}} не подходит. Проверьте часы этого компьютера и попросите ИТ обновить сертификат.',
  'service-error-certificate-host':
    'Сертификат {{host}} выдан на другое имя. Введите в точности тот адрес, который ИТ даёт рабочим местам.',
  'service-error-address': 'Это не адрес. Он выглядит так: https://desk.clinic.example',

  'screen-loading': 'Загружаем…',
  'screen-not-loaded':
    'Этот экран не загрузился: сейчас нет соединения. Когда связь вернётся, нажмите «Повторить».',
};
