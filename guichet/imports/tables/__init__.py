"""One reader of tables for all imports: how a file of text is written, where its header is, what it lost before."""
