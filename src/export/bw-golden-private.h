/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-golden.h"

G_BEGIN_DECLS

BwGolden *bw_golden_new (const char *model);

/* A tensor without values yet. @columns: 0 for (windows, rows) */
void bw_golden_add (GArray     *tensors,
                    const char *name,
                    gint64      rows,
                    gint64      columns);

/* The next window's values of the tensor called @name. */
void bw_golden_append (GArray       *tensors,
                       const char   *name,
                       const double *values);
void bw_golden_append_floats (GArray      *tensors,
                              const char  *name,
                              const float *values);

G_END_DECLS
