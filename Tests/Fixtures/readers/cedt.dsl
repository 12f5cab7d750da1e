[000h 0000 004h]                   Signature : "CEDT"    [CXL Early Discovery Table]
[024h 0036 001h]               Subtable Type : 01 [CXL Fixed Memory Window Structure]
[02Ch 0044 008h]         Window base address : 0000002070000000
[034h 0052 008h]                 Window size : 0000004000000000
[000h 0000 004h]                   Signature : "SRAT"    [System Resource Affinity Table]
[030h 0048 001h]               Subtable Type : 01 [Memory Affinity]
[032h 0050 004h]            Proximity Domain : 00000000
[038h 0056 008h]                Base Address : 0000000100000000
[040h 0064 008h]              Address Length : 0000000F80000000
[04Ch 0076 004h]       Flags (decoded below) : 00000001
                                     Enabled : 1
