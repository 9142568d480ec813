// SPDX-License-Identifier: Apache-2.0
// What the linter asks of the front end; sizes follow CONTRIBUTING.md.
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", "dist/"] },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      a11y.flatConfigs.strict,
    ],
    plugins: { "react-hooks": hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-lines": ["error", { max: 300 }],
      "max-params": ["error", { max: 6 }],
      complexity: ["error", { max: 12 }],
      "no-console": "error",
      "no-restricted-imports": ["error", { patterns: ["*/testing", "./testing"] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["src/**/*.test.{ts,tsx}", "src/testing.ts"],
    rules: { "no-restricted-imports": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["e2e/**/*.mjs", "eslint.config.js"],
    rules: { "no-undef": "off", "no-unused-vars": "error", "max-lines": ["error", { max: 300 }] },
  },
);
