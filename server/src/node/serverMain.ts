import { serveParentProcess } from './languageServer.ts';

void serveParentProcess();
