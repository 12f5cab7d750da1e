[000h 0000   4]                    Signature : "SRAT"    [System Resource Affinity Table]
[004h 0004   4]                 Table Length : 000000A8
[00Ah 0010   6]                       Oem ID : "INTEL "
[010h 0016   8]                 Oem Table ID : "INTEL ID"

[030h 0048   1]                Subtable Type : 00 [Processor Local APIC/SAPIC Affinity]
[031h 0049   1]                       Length : 10
[034h 0052   4]        Flags (decoded below) : 00000001
                                     Enabled : 1

[040h 0064   1]                Subtable Type : 02 [Processor Local x2APIC Affinity]
[041h 0065   1]                       Length : 18
[044h 0068   4]             Proximity Domain : 00000001
[04Ch 0076   4]        Flags (decoded below) : 00000001
                                     Enabled : 1

[058h 0088   1]                Subtable Type : 01 [Memory Affinity]
[05Ah 0090   4]             Proximity Domain : 00000000
[060h 0096   8]                 Base Address : 0000000000000000
[068h 0104   8]               Address Length : 0000000080000000
[074h 0116   4]        Flags (decoded below) : 00000001
                                     Enabled : 1
                               Hot Pluggable : 0
                                Non-Volatile : 0

[080h 0128   1]                Subtable Type : 01 [Memory Affinity]
[082h 0130   4]             Proximity Domain : 00000001
[088h 0136   8]                 Base Address : 0000000100000000
[090h 0144   8]               Address Length : 0000000F80000000
[09Ch 0156   4]        Flags (decoded below) : 00000001
                                     Enabled : 1
                               Hot Pluggable : 0
                                Non-Volatile : 0
[0A0h 0160   8]                    Reserved3 : 0000000000000000
