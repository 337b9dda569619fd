/** What is wrong with the settings that IT gives, and with a settings file; on the screen and at the terminal. */
export const policy = {
  'policy-unreadable':
    '{{place}} cannot be read. Let everybody on this computer read the file. Until then nothing of it counts, and no setting can be changed here.',
  'policy-not-json':
    '{{place}} is not complete JSON; it may be half-written. Copy it here again. Until then nothing of it counts, and no setting can be changed here.',
  'policy-not-an-object':
    '{{place}}: “{{key}}” must be an object in braces. Until that is mended nothing of the file counts, and no setting can be changed here.',
  'policy-version-unknown':
    '{{place}} is written for a newer Visit Desk (“version”). Update Visit Desk, or write version 1. Until then nothing of it counts, and no setting can be changed here.',
  'policy-registry-unreadable':
    'The policy under {{place}} cannot be read. Let everybody read this key. Until then nothing of it counts, and no setting can be changed here.',
  'policy-registry-unknown':
    'Whether there is a policy under {{place}} could not be told: reg.exe does not run here. Allow it, or use the policy file.',
  'policy-unknown-key':
    '{{place}}: there is no setting “{{key}}”. Check its spelling against docs/settings.md; the rest of the policy counts.',
  'policy-wrong-value':
    '{{place}}: “{{key}}” does not take this value. It takes {{expected}}. The rest of the policy counts; a forced field stays locked.',
  'policy-secret':
    '{{place}}: “{{key}}” is a secret, and no secret may stand in a policy, which everybody on this computer can read. Type it into Settings once, or give it by VISIT_DESK_CLIENT_SECRET_FILE.',
  'expected-text': 'text of at most {{max}} characters in the form that docs/settings.md shows',
  'expected-number': 'a whole number from {{min}} to {{max}}',
  'expected-choice': 'one of: {{values}}',
  'expected-switch': 'true or false',
  'expected-list': 'a list of at most {{max}} entries in the form that docs/settings.md shows',
  'expected-object': 'an object with the fields {{fields}}',
  'expected-nullable': ', or null',
  'policy-title': 'The settings that your organisation gives have mistakes',
} as const;
