/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-rr-file.h"
#include "import/bw-rr-layout.h"
#include "import/bw-rr-rows.h"

G_BEGIN_DECLS

/**
 * bw_rr_start_settle:
 * @file: its name is set; gets its start, offset, and what is known of them
 * @first_ms: the first beat by the times of the rows, on their zero; NAN where there are none
 *
 * When a recording began: by moments beside its intervals, by what stands before them, by times since
 * 1970, by the options, by its name; then by a clock on a day that the header or the name tells, by
 * that day alone, and last by the day on which the file was changed.
 */
void bw_rr_start_settle (BwRrFile              *file,
                         const BwRrRows        *rows,
                         double                 first_ms,
                         const BwRrLayout      *layout,
                         const BwRrFileOptions *options);

G_END_DECLS
