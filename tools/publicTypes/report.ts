/** Reports the public types of an entry point from its built declarations, so that a breaking change is seen. */
import { dirname, join } from "node:path";
import ts from "typescript";

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
};

/** Creates a program that reads an entry point's own declarations alone, not those of packages. */
function programOf(entry: string): ts.Program {
  const host = ts.createCompilerHost(options);
  const own = (name: string, from: string): string | undefined =>
    name.startsWith(".")
      ? [`${name}.d.ts`, `${name}/index.d.ts`]
          .map((file) => join(dirname(from), file))
          .find((file) => host.fileExists(file))
      : undefined;
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const file = own(text, from);
      return {
        resolvedModule:
          file === undefined ? undefined : { resolvedFileName: file, extension: ts.Extension.Dts },
      };
    });
  return ts.createProgram([entry], options, host);
}

/** Returns the symbol that an export or import stands for. */
function target(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Returns the declarations of a symbol that are statements of the package's own files. */
function declarationsOf(symbol: ts.Symbol): ts.Node[] {
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return ts.isStatement(node) && ts.isSourceFile(node.parent) ? [node] : [];
  });
}

/** Leaves out private members of classes: no user can name them. */
const withoutPrivate: ts.TransformerFactory<ts.Node> = (context) => {
  const visit = (node: ts.Node): ts.Node | undefined =>
    ts.isClassElement(node) && ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private
      ? undefined
      : ts.visitEachChild(node, visit, context);
  return (node) => visit(node) ?? node;
};

/** Lists the symbols to which a declaration refers. */
function referredTo(checker: ts.TypeChecker, declaration: ts.Node): ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol !== undefined) {
        found.push(target(checker, symbol));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

/**
 * Returns the declarations that users of an entry point see: what it exports, then the types that these mention without
 * being exported. Comments, and the files in which declarations stand, make no difference.
 *
 * @param entry - a built `index.d.ts`
 * @param internal - names of mentioned types that are no part of the interface
 */
export function publicTypes(entry: string, internal: ReadonlySet<string> = new Set()): string {
  const program = programOf(entry);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) {
    throw new Error(`${entry} exports nothing`);
  }
  const exported = new Set(checker.getExportsOfModule(module).map((each) => target(checker, each)));
  const publicOf = (symbol: ts.Symbol): ts.Node[] =>
    declarationsOf(symbol).map((node) => ts.transform(node, [withoutPrivate]).transformed[0] ?? node);
  const seen = new Set(exported);
  // Grows while it is walked: a type that is mentioned may mention others.
  for (const symbol of seen) {
    for (const mentioned of publicOf(symbol).flatMap((node) => referredTo(checker, node))) {
      if (declarationsOf(mentioned).length > 0 && !internal.has(mentioned.name)) {
        seen.add(mentioned);
      }
    }
  }
  const printer = ts.createPrinter({ removeComments: true });
  const print = (symbols: readonly ts.Symbol[]): string[] =>
    symbols
      .flatMap((symbol) =>
        declarationsOf(symbol).map((node, index) => {
          const shown = publicOf(symbol)[index] ?? node;
          return printer.printNode(ts.EmitHint.Unspecified, shown, node.getSourceFile());
        }),
      )
      .sort();
  const mentioned = print([...seen].filter((symbol) => !exported.has(symbol)));
  return [
    "// Exported.",
    ...print([...exported]),
    ...(mentioned.length > 0 ? ["", "// Mentioned by these.", ...mentioned] : []),
    "",
  ].join("\n");
}
