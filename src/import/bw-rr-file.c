/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-file.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-import-source-private.h"
#include "import/bw-rr-gaps.h"
#include "import/bw-rr-layout.h"
#include "import/bw-rr-rows.h"
#include "import/bw-rr-start.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a bare list needs to be taken for intervals without being asked. */
#define MIN_SNIFFED 8
#define MIN_SNIFFED_NAMED 2
#define PLAUSIBLE 0.95
#define ALIKE 0.8
#define ALIKE_RATIO 2.0

/* Lines that are no interval, for the file to be one of intervals at all. */
#define MAX_UNREADABLE_SHARE 0.2

/* Rates at even steps are no beats. */
#define EVEN 0.02
#define EVEN_SHARE 0.8
#define MOST_OF_TIME 2.0

/* The implausible are kept as they are; what is longer is no time at all. */
#define LONGEST_KEPT_MS ((double) BW_TIME_DAY)

/* A bare list of rates has those of a heart. */
#define SLOWEST_MS 2400.0

/* That tell when the first beat was, where the times come late. */
#define ROWS_FOR_START 200

void
bw_rr_file_free (BwRrFile *self)
{
  if (self == NULL)
    return;
  bw_rr_recording_clear (&self->header);
  g_clear_pointer (&self->intervals, bw_rr_intervals_free);
  g_free (self);
}

/* --- Numbers to intervals --------------------------------------------------------------------------- */

/* The unit that the heading tells, but where the numbers make no sense in it and do in another. */
static BwRrUnit
settle_unit (const BwRrColumns *columns,
             const GArray      *values,
             gboolean          *told)
{
  const double *numbers = (const double *) (gconstpointer) values->data;
  BwRrUnit guess = bw_rr_guess_unit (numbers, values->len);

  *told = columns->has_unit
          && (columns->unit == guess || bw_rr_plausible_share (numbers, values->len, columns->unit)
                                          >= bw_rr_plausible_share (numbers, values->len, guess));
  return *told ? columns->unit : guess;
}

/* Times of beats become the intervals between them; what goes back is unreadable. */
static void
times_to_intervals (BwRrRows *rows)
{
  double *values = (double *) (gpointer) rows->values->data;
  guint n = rows->values->len;

  for (guint i = 0; i + 1 < n; i++)
    values[i] = values[i + 1] - values[i];
  g_array_set_size (rows->values, n > 0 ? n - 1 : 0);
  g_array_set_size (rows->times, 0);
}

/* Rows that hold an interval, in ms, and their times. */
typedef struct
{
  GArray *ms;      /* (element-type double) */
  GArray *times;   /* (element-type double): raw, NAN for none */
  GArray *breaks;  /* (element-type guint8): something was unreadable before it */
  double skipped;  /* share of the rows that hold none */
} Kept;

static void
kept_clear (Kept *self)
{
  g_clear_pointer (&self->ms, g_array_unref);
  g_clear_pointer (&self->times, g_array_unref);
  g_clear_pointer (&self->breaks, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kept, kept_clear)

static void
keep_rows (Kept           *self,
           const BwRrRows *rows,
           BwRrUnit        unit,
           BwRrFile       *file)
{
  guint n = rows->values->len;
  guint8 broken = FALSE;

  *self = (Kept) {
    .ms = g_array_sized_new (FALSE, FALSE, sizeof (double), n),
    .times = g_array_sized_new (FALSE, FALSE, sizeof (double), n),
    .breaks = g_array_sized_new (FALSE, FALSE, sizeof (guint8), n),
  };
  file->n_unreadable = rows->n_unreadable;
  file->unreadable_line = rows->unreadable_line;
  for (guint i = 0; i < n; i++)
    {
      double value = g_array_index (rows->values, double, i);
      double ms = value > 0 ? bw_rr_unit_to_ms (unit, value) : (double) NAN;
      double time = rows->times->len > 0 ? g_array_index (rows->times, double, i) : (double) NAN;

      if (!(ms > 0 && ms <= LONGEST_KEPT_MS))
        {
          file->n_unreadable += isfinite (value);
          broken = TRUE;
          continue;
        }
      g_array_append_val (self->ms, ms);
      g_array_append_val (self->times, time);
      g_array_append_val (self->breaks, broken);
      broken = FALSE;
    }
  self->skipped = n > 0 ? 1 - (double) self->ms->len / n : 0;
}

/* Times as numbers count in ns, µs, ms, s or minutes: what the intervals sum up to tells. */
static void
scale_times (Kept *self)
{
  static const double scales[] = { 1e-6, 1e-3, 1, 1e3, 6e4 };
  double *times = (double *) (gpointer) self->times->data;
  const double *ms = (const double *) (gpointer) self->ms->data;
  double sum = 0, span = 0, best = HUGE_VAL, scale = 1;
  guint n = self->ms->len;

  for (guint i = 1; i < n; i++)
    if (isfinite (times[i]) && isfinite (times[i - 1]) && times[i] >= times[i - 1])
      {
        sum += ms[i];
        span += times[i] - times[i - 1];
      }
  for (guint i = 0; i < G_N_ELEMENTS (scales) && sum > 0 && span > 0; i++)
    if (fabs (log (span * scales[i] / sum)) < best)
      {
        best = fabs (log (span * scales[i] / sum));
        scale = scales[i];
      }
  for (guint i = 0; i < n; i++)
    times[i] *= scale;
}

/* A rate at even steps of time, or of which the beats would fill but a part of the time, was not made
 * of single beats. */
static gboolean
check_rates (const Kept  *self,
             const char  *shown,
             GError     **error)
{
  const double *times = (const double *) (gpointer) self->times->data;
  const double *ms = (const double *) (gpointer) self->ms->data;
  guint n = self->ms->len, m = 0, even = 0;
  g_autofree double *steps = g_new (double, MAX (n, 1));
  double usual, sum = 0, span = 0;

  for (guint i = 1; i < n; i++)
    if (isfinite (times[i]) && isfinite (times[i - 1]))
      {
        steps[m++] = times[i] - times[i - 1];
        span += steps[m - 1];
        sum += ms[i];
      }
  usual = bw_rr_median (steps, m);
  for (guint i = 0; i < m; i++)
    even += fabs (steps[i] - usual) <= EVEN * usual;
  if (m >= MIN_SNIFFED && even >= EVEN_SHARE * m)
    g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                 _("“%s” holds a heart rate every %g s, and not the intervals between beats"), shown,
                 usual / 1000);
  else if (m >= MIN_SNIFFED && span > MOST_OF_TIME * sum)
    g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                 _("“%s” holds heart rates now and then, and not the intervals between beats"), shown);
  else
    return TRUE;
  return FALSE;
}

/* The first beat, by the times up to the first gap: the one that came least late tells. */
static double
first_beat (const Kept   *self,
            const GArray *gaps,
            BwRrStamp     stamp)
{
  guint n = gaps->len > 0 ? g_array_index (gaps, BwRrGap, 0).before : self->ms->len;
  double sum = 0, first = NAN;

  for (guint i = 0; i < MIN (n, ROWS_FOR_START); i++)
    {
      double ms = g_array_index (self->ms, double, i);
      double begin = g_array_index (self->times, double, i) - sum - (stamp == BW_RR_STAMP_END ? ms : 0);

      sum += ms;
      if (isfinite (begin) && !(begin >= first))
        first = begin;
    }
  return first;
}

/* --- All of it -------------------------------------------------------------------------------------- */

static gboolean
set_no_intervals (const char  *shown,
                  const char  *why,
                  GError     **error)
{
  if (why != NULL)
    g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is no file of RR intervals: %s"), shown,
                 why);
  else
    g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                 _("“%s” holds no RR intervals: one number a line, or a table with a column of them"),
                 shown);
  return FALSE;
}

static void
make_intervals (BwRrFile   *file,
                const Kept *kept,
                GArray     *gaps)
{
  const BwRrGap *found = (const BwRrGap *) (gpointer) gaps->data;

  file->intervals = bw_rr_intervals_new (kept->ms->len, gaps->len);
  memcpy (file->intervals->ms, kept->ms->data, kept->ms->len * sizeof (double));
  for (guint i = 0; i < gaps->len; i++)
    file->intervals->gaps[i] = found[i];
  file->header.n_intervals = file->intervals->n;
  file->header.duration_ms = bw_rr_intervals_get_duration_ms (file->intervals);
}

static gboolean
parse (BwRrFile               *file,
       const BwText           *text,
       const BwRrFileOptions  *options,
       BwRrColumns            *columns,
       guint                  *n_words,
       GCancellable           *cancellable,
       GError                **error)
{
  g_auto (BwRrLayout) layout = { 0 };
  g_auto (BwRrRows) rows = { 0 };
  g_auto (Kept) kept = { 0 };
  g_autoptr (GArray) gaps = NULL;
  const char *shown = file->header.name;
  BwRrStamp stamp;
  gboolean found = bw_rr_layout_find (&layout, text, options->zone);

  *columns = layout.columns;
  *n_words = layout.n_words;
  if (!found)
    return set_no_intervals (shown, layout.not_rr, error);
  if (!bw_rr_rows_read (&rows, &layout.columns, layout.rows, text->end, layout.line, options->zone,
                        shown, cancellable, error))
    return FALSE;
  if (layout.columns.beats)
    times_to_intervals (&rows);
  file->unit = settle_unit (&layout.columns, rows.values, &file->unit_told);
  keep_rows (&kept, &rows, file->unit, file);
  if (kept.ms->len == 0)
    return set_no_intervals (shown, NULL, error);
  if (kept.skipped > MAX_UNREADABLE_SHARE)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s”: %u of %u lines are no RR intervals, the first is line %lld"), shown,
                   rows.values->len - kept.ms->len, rows.values->len,
                   (long long) file->unreadable_line);
      return FALSE;
    }
  if (rows.sort == BW_RR_TIMES_NUMBERS)
    scale_times (&kept);
  if (file->unit == BW_RR_UNIT_BPM && !check_rates (&kept, shown, error))
    return FALSE;

  gaps = bw_rr_find_gaps ((const double *) (gpointer) kept.ms->data,
                          (const double *) (gpointer) kept.times->data,
                          (const guint8 *) kept.breaks->data, kept.ms->len, &stamp);
  make_intervals (file, &kept, gaps);
  bw_rr_start_settle (file, &rows, first_beat (&kept, gaps, stamp), &layout, options);
  file->header.device = layout.device != NULL ? g_steal_pointer (&layout.device) : g_strdup ("");
  file->header.unit = g_strdup (bw_rr_unit_get_id (file->unit));
  file->header.rmssd_ms = -1;
  return TRUE;
}

/* Share of neighbours that differ by less than a factor. */
static double
alike_share (const BwRrIntervals *intervals)
{
  guint alike = 0;

  for (guint i = 1; i < intervals->n; i++)
    {
      double a = intervals->ms[i - 1], b = intervals->ms[i];

      alike += MAX (a, b) < ALIKE_RATIO * MIN (a, b);
    }
  return intervals->n > 1 ? (double) alike / (intervals->n - 1) : 0;
}

/* Where the last line, or the last number of one that goes on and on, is whole. */
static gsize
whole_length (const char *text,
              gsize       length)
{
  for (gsize n = length; n > 0; n--)
    if (text[n - 1] == '\n' || text[n - 1] == '\r')
      return n;
  for (gsize n = length; n > 0; n--)
    if (strchr (" \t,;", text[n - 1]) != NULL)
      return n;
  return length;
}

gboolean
bw_rr_file_sniff (const char  *text,
                  gsize        length,
                  const char  *shown,
                  char       **why_not)
{
  static const BwRrFileOptions no_options = { 0 };
  g_autoptr (BwRrFile) file = g_new0 (BwRrFile, 1);
  g_auto (BwText) opened = { 0 };
  g_autoptr (GError) error = NULL;
  BwRrColumns columns = { 0 };
  guint n_words;

  if (why_not != NULL)
    *why_not = NULL;
  if (!bw_text_open (&opened, text, length))
    return FALSE;
  if (length >= BW_SOURCE_SNIFF_SIZE)
    opened.end = opened.text + whole_length (opened.text, (gsize) (opened.end - opened.text));
  file->header.name = g_strdup (shown != NULL ? shown : "");
  if (!parse (file, &opened, &no_options, &columns, &n_words, NULL, &error))
    {
      if (why_not != NULL && columns.named)
        *why_not = g_strdup (error->message);
      return FALSE;
    }
  if (columns.named)
    return file->intervals->n >= MIN_SNIFFED_NAMED;
  /* Words that say nothing of intervals may stand above numbers of anything. */
  if (n_words > 1 || (n_words == 1 && (columns.rr > 0 || columns.time >= 0 || columns.spread
                                       || file->unit == BW_RR_UNIT_BPM)))
    return FALSE;
  if (file->unit == BW_RR_UNIT_BPM
      && bw_rr_median (file->intervals->ms, file->intervals->n) > SLOWEST_MS)
    return FALSE;
  return file->intervals->n >= MIN_SNIFFED && alike_share (file->intervals) >= ALIKE
         && bw_rr_plausible_share (file->intervals->ms, file->intervals->n, BW_RR_UNIT_MS) >= PLAUSIBLE;
}

/* As a person reads it, on a line: names of files come from anywhere, and may hold what a terminal obeys.
 * Returns: (transfer full) */
static char *
make_name (const char *path)
{
  g_autofree char *shown = g_filename_display_basename (path);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *c = shown; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar unichar = g_utf8_get_char (c);

      g_string_append_unichar (name, g_unichar_iscntrl (unichar) ? 0xfffd : unichar);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

BwRrFile *
bw_rr_file_parse (const char             *text,
                  gsize                   length,
                  const char             *path,
                  const BwRrFileOptions  *options,
                  GCancellable           *cancellable,
                  GError                **error)
{
  static const BwRrFileOptions no_options = { 0 };
  g_autoptr (BwRrFile) file = g_new0 (BwRrFile, 1);
  g_auto (BwText) opened = { 0 };
  BwRrColumns columns;
  guint n_words;

  g_return_val_if_fail (text != NULL && path != NULL, NULL);

  file->header.name = make_name (path);
  if (length > BW_RR_FILE_MAX_BYTES)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for RR intervals"),
                   file->header.name);
      return NULL;
    }
  if (!bw_text_open (&opened, text, length))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is not a text file"),
                   file->header.name);
      return NULL;
    }
  if (!parse (file, &opened, options != NULL ? options : &no_options, &columns, &n_words,
              cancellable, error))
    return NULL;
  return g_steal_pointer (&file);
}

BwRrFile *
bw_rr_file_read (const char             *path,
                 const BwRrFileOptions  *options,
                 GCancellable           *cancellable,
                 GError                **error)
{
  BwRrFileOptions all = options != NULL ? *options : (BwRrFileOptions) { 0 };
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  struct stat info = { 0 };
  gsize size;
  gssize n;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  shown = g_filename_display_basename (path);
  fd = bw_source_open_file (path, shown, error);
  if (fd < 0)
    return NULL;
  /* A byte more than is read tells that a file is too long, also one that is still growing. */
  size = fstat (fd, &info) == 0 ? (gsize) CLAMP (info.st_size, 0, BW_RR_FILE_MAX_BYTES) + 1
                                : BW_RR_FILE_MAX_BYTES + 1;
  text = g_malloc (size);
  n = bw_source_read_block (fd, text, size, shown, error);
  close (fd);
  if (n < 0)
    return NULL;
  if (all.changed_ms == 0)
    all.changed_ms = (gint64) info.st_mtim.tv_sec * 1000;
  return bw_rr_file_parse (text, (gsize) n, path, &all, cancellable, error);
}
