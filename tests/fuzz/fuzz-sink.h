/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-collector.h"

G_BEGIN_DECLS

/* A collector whose parcels go nowhere, but only after what they claim has been held to the store's
 * rules. One for the whole process. */
BwCollector *fuzz_sink_begin (void);
void fuzz_sink_end (BwCollector *collector);

G_END_DECLS
