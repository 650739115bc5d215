"""Text of source files, made and changed: new notes, and notes whose words moved. Pure: no disk."""
