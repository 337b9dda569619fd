import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chunkFaults,
  mainFaults,
  mainProcessNames,
  pageFaults,
  preloadFaults,
} from '../../../scripts/staticCheck.ts';

const types = readFileSync(join(import.meta.dirname, '../../../node_modules/electron/electron.d.ts'), 'utf8');
const names = mainProcessNames(types);

describe('preloadFaults', () => {
  it('passes one CommonJS file that requires electron only', () => {
    expect(preloadFaults('"use strict";\nlet e=require("electron");e.contextBridge')).toEqual([]);
  });

  it.each([
    ['a module', 'import { contextBridge } from "electron";'],
    ['a minified module', 'import{contextBridge as a}from"electron";'],
    ['a bare import', 'import "zod";'],
    ['an export', 'const a = 1;\nexport { a };'],
    ['a second file', 'const c = require("./chunk.cjs");'],
    ['Node', "const fs = require('fs');"],
    ['Node by its scheme', 'const fs = require(`node:fs`);'],
    ['the schema library', 'class ZodType {}'],
    ['an import at run time', 'const a = import("./x.js");'],
  ])('finds %s', (_name, code) => {
    expect(preloadFaults(code)).toHaveLength(1);
  });
});

describe('pageFaults', () => {
  it('passes relative assets', () => {
    const html =
      '<link rel="stylesheet" href="./assets/a.css"><script type="module" src="./assets/a.js"></script>';
    expect(pageFaults(html)).toEqual([]);
  });

  it.each([
    ['an inline script', '<script>alert(1)</script>'],
    ['an inline module', '<script type="module">import "./a.js"</script>'],
    ['an inline style', '<style>a{}</style>'],
    ['a style attribute', '<p style="color:red">'],
    ['a handler', '<body onload="x()">'],
    ['an absolute script', '<script src="/assets/a.js"></script>'],
    ['something from elsewhere', '<link href="https://fonts.example/a.css">'],
  ])('finds %s', (_name, html) => {
    expect(pageFaults(html)).toHaveLength(1);
  });
});

describe('chunkFaults', () => {
  const present = new Set(['index-a.js', 'later-b.js']);

  it('passes scripts beside it, loaded at once or later', () => {
    const code = 'import{a}from"./later-b.js";import"./later-b.js";const b=()=>import(`./later-b.js`)';
    expect(chunkFaults('index-a.js', code, present)).toEqual([]);
  });

  it.each([
    ['one that is missing', 'import(`./gone-c.js`)'],
    ['one that is missing at once', 'import{a}from"./gone-c.js";'],
    ['an absolute one', 'import("/assets/later-b.js")'],
    ['one from elsewhere', 'import("https://cdn.example/later-b.js")'],
  ])('finds %s', (_name, code) => {
    expect(chunkFaults('index-a.js', code, present)).toHaveLength(1);
  });
});

describe('mainFaults', () => {
  it('passes names of the main process', () => {
    const code = 'import { app, BrowserWindow as Window, safeStorage } from "electron";';
    expect(mainFaults(code, names)).toEqual([]);
  });

  it.each(['webFrame', 'contextBridge', 'ipcRenderer', 'webUtils', 'brandNew'])('finds %s', (name) => {
    expect(mainFaults(`import{app,${name}}from"electron";`, names)).toHaveLength(1);
  });

  it('finds a main process that does not use electron at all', () => {
    expect(mainFaults('import "node:fs";', names)).toHaveLength(1);
  });
});
