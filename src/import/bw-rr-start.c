/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-start.h"

#include "base/bw-time.h"
#include "import/bw-name-time.h"

#include <math.h>

static void
set_start (BwRrFile *file,
           gint64    time_ms,
           int       offset_min,
           gboolean  time_known)
{
  file->header.start_ms = time_ms;
  file->header.offset_min = offset_min;
  file->header.time_known = time_known;
  file->day_known = TRUE;
}

/* Numbers of the size of times since 1970. */
static gboolean
start_from_epoch (BwRrFile              *file,
                  double                 first_ms,
                  const BwRrFileOptions *options)
{
  if (!(first_ms >= 1e11 && first_ms < 1e13))
    return FALSE;
  set_start (file, (gint64) round (first_ms),
             options->zone != NULL ? bw_time_offset (options->zone, (gint64) first_ms) : 0, TRUE);
  return TRUE;
}

/* Clock times need a day: that of the header or of the file's name. */
static gboolean
start_from_clock (BwRrFile              *file,
                  double                 first_ms,
                  const BwRrLayout      *layout,
                  const BwRrFileOptions *options)
{
  gint64 noon_ms, local_ms;
  int offset_min;
  BwMomentSort named = bw_name_find_time (file->header.name, NULL, &noon_ms, &offset_min);

  if (layout->when == BW_MOMENT_DAY)
    noon_ms = layout->time_ms;
  else if (named == BW_MOMENT_NONE || !isfinite (first_ms))
    return FALSE;
  local_ms = noon_ms - noon_ms % BW_TIME_DAY + (gint64) round (first_ms);
  if (options->zone != NULL)
    local_ms = bw_time_from_local (options->zone, local_ms);
  set_start (file, local_ms,
             options->zone != NULL ? bw_time_offset (options->zone, local_ms) : 0, TRUE);
  return TRUE;
}

void
bw_rr_start_settle (BwRrFile              *file,
                    const BwRrRows        *rows,
                    double                 first_ms,
                    const BwRrLayout      *layout,
                    const BwRrFileOptions *options)
{
  gint64 time_ms, day;
  int offset_min;
  BwMomentSort named;

  if (rows->sort == BW_RR_TIMES_MOMENTS && isfinite (first_ms))
    {
      set_start (file, (gint64) round (first_ms), rows->offset_min, TRUE);
      return;
    }
  if (layout->when == BW_MOMENT_INSTANT)
    {
      gboolean late = layout->is_zero && fabs (first_ms) <= BW_TIME_DAY;

      set_start (file, layout->time_ms + (late ? (gint64) round (first_ms) : 0), layout->offset_min,
                 TRUE);
      return;
    }
  if (rows->sort == BW_RR_TIMES_NUMBERS && start_from_epoch (file, first_ms, options))
    return;
  if (options->has_time)
    {
      set_start (file, options->time_ms, options->offset_min, TRUE);
      return;
    }
  named = bw_name_find_time (file->header.name, options->zone, &time_ms, &offset_min);
  if (named == BW_MOMENT_INSTANT)
    {
      set_start (file, time_ms, offset_min, TRUE);
      return;
    }
  /* Times that begin in the first hour count from the start. */
  if (rows->sort == BW_RR_TIMES_CLOCKS && first_ms >= BW_TIME_HOUR
      && start_from_clock (file, first_ms, layout, options))
    return;
  if (layout->when == BW_MOMENT_DAY || named == BW_MOMENT_DAY)
    {
      set_start (file, layout->when == BW_MOMENT_DAY ? layout->time_ms : time_ms, 0, FALSE);
      return;
    }
  day = options->zone != NULL ? bw_time_local_day (options->zone, options->changed_ms)
                              : options->changed_ms / BW_TIME_DAY;
  set_start (file, day * BW_TIME_DAY + 12 * BW_TIME_HOUR, 0, FALSE);
  file->day_known = FALSE;
}
