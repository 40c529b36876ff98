import pulumi from "@pulumi/eslint-plugin";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", "policy/dist/", "cli/dist/", "app/dist/", "dist/", ".local/", "coverage/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "@pulumi": pulumi, regexp },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@pulumi/no-output-instance-in-template-literal": "error",
      "regexp/no-super-linear-backtracking": "error",
      curly: ["error", "all"],
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Resources are created for their effect on the stack; the variable is not always wanted.
      "no-new": "off",
    },
  },
  {
    // What is shipped reads texts of any length, such as states: none may take time that grows with its square.
    files: ["{app,cli,components,policy,signer}/**/*.ts"],
    rules: { "regexp/no-super-linear-move": ["error", { ignorePartial: false }] },
  },
);
