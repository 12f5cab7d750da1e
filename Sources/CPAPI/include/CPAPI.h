#ifndef CPAPI_H
#define CPAPI_H
#endif
