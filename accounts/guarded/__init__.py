"""Work on what strangers send: done in a child with limits of time, processor and memory.

Whatever a file or a page does to a library, a hang, a crash, all the memory, an exception that
nobody has foreseen: the process that asked goes on, with a fault that it can put into words.
"""
