/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-net.h"

G_BEGIN_DECLS

/* PyTorch's figures, from the files in ../shared/data/parity. */

/* Returns: (transfer full) (nullable): %NULL after marking the test as skipped */
BwTensors *beat_net_read_file (const char *name);

/* Fails where there is no such tensor. */
const BwTensor *beat_net_get (BwTensors  *file,
                              const char *name);

/* Element @i of an F32 or F64 tensor. */
double beat_net_get_value (const BwTensor *tensor,
                           gsize           i);

/* Each of @n floats within @tolerance of the largest value of the tensor @name. NaN fails. */
void beat_net_assert_close (BwTensors   *file,
                            const char  *name,
                            const float *ours,
                            gsize        n,
                            double       tolerance);

G_END_DECLS
