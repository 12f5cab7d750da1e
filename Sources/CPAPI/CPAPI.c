#include "CPAPI.h"
