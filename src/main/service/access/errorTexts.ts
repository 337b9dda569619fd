/** What went wrong at the door of the staff listener, and what to do: a sentence per code and language. */
import type { Language } from '../../../shared/settings.ts';
import type { AccessErrorCode } from './errors.ts';

/** `{{seconds}}`: until the next try. */
export const errorTexts: Readonly<Record<Language, Readonly<Record<AccessErrorCode, string>>>> = {
  en: {
    'wrong-password':
      'The login or the password is wrong. Check the keyboard’s language and Caps Lock, or ask your administrator for a new password.',
    'old-password-wrong':
      'The present password is wrong. Check the keyboard’s language and Caps Lock, or ask your administrator for a new one.',
    'too-many-attempts': 'There were too many tries. Try again in {{seconds}} s.',
    busy: 'Too many people are signing in at this moment. Try again in a few seconds.',
    'local-not-allowed':
      'Signing in with a password is switched off for this account. Use the clinic’s account.',
    'password-short': 'The password is too short. Use at least 12 characters; several words are good.',
    'password-long': 'The password is too long. Use at most 1,000 characters.',
    'password-common':
      'This password is easy to guess: it is widely used, repeats itself or holds your login. Choose several words that do not belong together.',
    'login-invalid':
      'This cannot be a login. Use 2 to 64 letters, figures and . _ @ + - and begin with a letter or a figure.',
    'login-taken': 'This login belongs to another account. Choose another one.',
    'account-not-found': 'There is no such account any more. Load the list again.',
    'account-changed': 'Somebody else has just changed this account. Load it again and repeat the change.',
    'account-of-provider':
      'This account comes from the clinic’s sign-in server, which would undo the change. Change it there.',
    'last-administrator': 'This is the last administrator with a password. Make another one first.',
    'first-code-wrong':
      'The code is not right, or there is an administrator already. Take the newest code that the service printed at its start, or sign in.',
    'provider-missing':
      'No identity provider is set up. Sign in with a login of Visit Desk, or ask IT to set one up.',
    'provider-away':
      'The clinic’s sign-in server does not answer. Try again in a minute. If it goes on, tell IT: the service cannot reach the identity provider. An administrator can sign in with a password where IT allows it.',
    'provider-rejected-us':
      'The clinic’s sign-in server does not accept Visit Desk. Tell IT: check the client ID, the client secret, the scopes and the redirect address at the identity provider.',
    'provider-answer-bad':
      'The clinic’s sign-in server gave an answer that cannot be trusted. Tell IT: check the issuer address, its keys and the clocks of both servers.',
    'provider-refused-person':
      'The clinic’s sign-in server did not let you in, or you stopped there. Try again, or ask IT for access to Visit Desk.',
    'sign-in-stale':
      'This sign-in took too long, was begun in another tab, or its page was opened again. Begin anew.',
    'sign-in-replayed': 'This sign-in has been used already. Begin anew.',
    'sign-in-overtaken': 'Your account was changed while you signed in. Sign in again.',
    'no-role':
      'Your account has no role in Visit Desk. Ask IT to put you into the group for doctors, reception or administrators.',
    'no-site':
      'Your account belongs to no site of the clinic. Ask IT to put you into the group of your site.',
    'no-trueconf-id': 'Your account has no TrueConf ID that can be used. Ask IT to fill it in for you.',
    'trueconf-id-taken':
      'Your TrueConf ID belongs to another account already. Tell IT: one of the two has a wrong ID at the sign-in server; a former account must be switched off in Visit Desk.',
    'account-disabled': 'Your account is switched off in Visit Desk. Ask your administrator.',
    'foreign-origin':
      'This page was opened under another address than its own. Open Visit Desk by the address that IT gave you.',
    'bad-request': 'The form could not be read. Load the page again.',
    'storage-failed':
      'The service cannot do this now; its database may be away. Try again in a minute, and tell IT if it goes on.',
  },
  ru: {
    'wrong-password':
      'Логин или пароль неверны. Проверьте раскладку клавиатуры и Caps Lock или попросите у администратора новый пароль.',
    'old-password-wrong':
      'Нынешний пароль неверен. Проверьте раскладку клавиатуры и Caps Lock или попросите у администратора новый.',
    'too-many-attempts': 'Слишком много попыток. Попробуйте снова через {{seconds}} с.',
    busy: 'Сейчас входит слишком много людей. Попробуйте через несколько секунд.',
    'local-not-allowed':
      'Вход по паролю для этой учётной записи выключен. Войдите с учётной записью клиники.',
    'password-short': 'Пароль слишком короткий. Нужно не меньше 12 знаков; хорошо подходят несколько слов.',
    'password-long': 'Пароль слишком длинный. Не больше 1000 знаков.',
    'password-common':
      'Этот пароль легко угадать: он часто встречается, повторяется или содержит ваш логин. Возьмите несколько не связанных между собой слов.',
    'login-invalid':
      'Такого логина быть не может. Возьмите от 2 до 64 букв, цифр и знаков . _ @ + - и начните с буквы или цифры.',
    'login-taken': 'Этот логин уже занят. Придумайте другой.',
    'account-not-found': 'Такой учётной записи больше нет. Обновите список.',
    'account-changed': 'Эту учётную запись только что изменил кто-то другой. Откройте её заново и повторите.',
    'account-of-provider':
      'Эта учётная запись приходит с сервера входа клиники, и он отменил бы изменение. Измените её там.',
    'last-administrator': 'Это последний администратор с паролем. Сначала создайте другого.',
    'first-code-wrong':
      'Код не подходит, или администратор уже есть. Возьмите последний код, который сервис напечатал при запуске, или войдите.',
    'provider-missing':
      'Сервер входа клиники не настроен. Войдите с логином Visit Desk или попросите ИТ-службу его настроить.',
    'provider-away':
      'Сервер входа клиники не отвечает. Попробуйте через минуту. Если не поможет, сообщите ИТ-службе: сервис Visit Desk не может с ним связаться. Администратор может войти по паролю, если это разрешено.',
    'provider-rejected-us':
      'Сервер входа клиники не принимает Visit Desk. Сообщите ИТ-службе: проверить Client ID, Client Secret, области доступа (scopes) и адрес возврата на этом сервере.',
    'provider-answer-bad':
      'Ответу сервера входа клиники нельзя доверять. Сообщите ИТ-службе: проверить его адрес (issuer), его ключи и часы обоих серверов.',
    'provider-refused-person':
      'Сервер входа клиники вас не впустил, или вы остановились на его странице. Попробуйте снова или попросите у ИТ-службы доступ к Visit Desk.',
    'sign-in-stale':
      'Вход длился слишком долго, был начат в другой вкладке, или его страница открыта повторно. Начните заново.',
    'sign-in-replayed': 'Этот вход уже использован. Начните заново.',
    'sign-in-overtaken': 'Пока вы входили, вашу учётную запись изменили. Войдите снова.',
    'no-role':
      'У вашей учётной записи нет роли в Visit Desk. Попросите ИТ-службу добавить вас в группу врачей, регистратуры или администраторов.',
    'no-site':
      'Ваша учётная запись не относится ни к одной площадке клиники. Попросите ИТ-службу добавить вас в группу вашей площадки.',
    'no-trueconf-id':
      'У вашей учётной записи нет подходящего TrueConf ID. Попросите ИТ-службу его заполнить.',
    'trueconf-id-taken':
      'Ваш TrueConf ID уже принадлежит другой учётной записи. Сообщите ИТ-службе: у одной из двух на сервере входа неверный ID; прежнюю учётную запись нужно отключить в Visit Desk.',
    'account-disabled': 'Ваша учётная запись в Visit Desk отключена. Обратитесь к администратору.',
    'foreign-origin':
      'Страница открыта не по своему адресу. Откройте Visit Desk по адресу, который дала ИТ-служба.',
    'bad-request': 'Не удалось прочитать форму. Обновите страницу.',
    'storage-failed':
      'Сервис Visit Desk сейчас не может этого сделать; возможно, недоступна его база данных. Попробуйте через минуту; если не поможет, сообщите ИТ-службе.',
  },
};
