/**
 * Passwords of twelve characters and more that people choose first, and words that they lengthen by numbers: compared
 * in small letters, with and without the figures and signs at their end. Repeated and neighbouring signs are found by
 * rule (`passwords.ts`).
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
password passwordpassword password1234 passw0rd p@ssw0rd p@ssword passwort mypassword newpassword
administrator administrator1 admin adminadmin adminadminadmin superadmin rootroot
qwerty qwertyqwerty qwertyuiop qwertyuiop12 qwerty123456 qwerty12345678 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
qazwsxedc qazwsxedcrfv zaq12wsx zaq1zaq1zaq1 asdfghjkl asdfghjkl123 zxcvbnm zxcvbnmzxcvbnm
letmein letmeinletmein welcome welcomewelcome iloveyou iloveyouiloveyou trustno1 whatever computer
football baseball basketball superman batman princess sunshine dragon monkey master michael jennifer changeme changemenow
secret topsecret supersecret abcd1234abcd abc123abc123 a1b2c3d4e5f6 1a2b3c4d5e6f aa123456789 a12345678910 password123456
doctor doctordoctor hospital clinic clinicclinic medicine trueconf trueconftrueconf visitdesk visitdeskvisitdesk reception
correcthorsebatterystaple
пароль парольпароль мойпароль администратор админадмин йцукен йцукенйцукен йцукенгшщзхъ привет приветпривет
любовь солнышко люблютебя поликлиника больница доктор медицина клиника регистратура россия москва
gfhjkm gfhjkmgfhjkm ghbdtn ghbdtnghbdtn
`
    .trim()
    .split(/\s+/),
);
