import './compileCache.ts';

const { serveParentProcess } = await import('./languageServer.ts');
void serveParentProcess();
