// Types are checked strictly; what architecture forbids is forbidden here or, for whole folders, in .dependency-cruiser.cjs.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const electronValues = {
  name: 'electron',
  message:
    'Only src/main/desktop/desktop.ts and the preload take values of electron; take the port as a parameter.',
  allowTypeImports: true,
};
const rawChannels = ['ipcRenderer', 'ipcMain'].map((name) => ({
  name,
  message: 'Channels go through the contract.',
}));

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'node_modules/', 'test-results/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      // About 40 for a function; a factory holds several of them.
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-globals': ['error', ...rawChannels],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [electronValues] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Parts are made of closures: nothing has a `this` that could be lost.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A function is async when its interface promises, so that what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/main/desktop/desktop.ts', 'src/preload/index.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  { files: ['src/renderer/**'], ...reactHooks.configs.flat.recommended },
  {
    // Tests read as stories and may be long.
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': 'off',
      // What a test reads, it asserts: a wrong shape fails there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    files: ['src/shared/i18n/**'],
    rules: { 'max-lines': 'off' },
  },
  { files: ['**/*.js', '**/*.cjs'], extends: [tseslint.configs.disableTypeChecked] },
);
