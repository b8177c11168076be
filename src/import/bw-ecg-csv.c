/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-ecg-csv.h"

#include "base/bw-error.h"
#include "import/bw-ecg-columns.h"
#include "import/bw-ecg-header.h"
#include "import/bw-ecg-line.h"
#include "import/bw-text.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_RATE_HZ 512.0
#define MAX_HEADER_LINES 64
#define MIN_SNIFF_LINES 8        /* numbers at the start of a file without a header */
#define MAX_UNREADABLE_PERCENT 1 /* of the sample lines, for the recording to be kept */

/* What stands before the samples, and how the lines of samples are parted. */
typedef struct
{
  GPtrArray *lines; /* (element-type utf8) */
  BwEcgHeader header;
  BwEcgColumns columns;
  const char *samples;
  gint64 line_number; /* of the first sample, from 1 */
} Layout;

static void
layout_clear (Layout *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  bw_ecg_header_clear (&self->header);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, layout_clear)

/* Returns: %FALSE where too many lines come before the first sample */
static gboolean
layout_read (Layout     *self,
             const BwText *text)
{
  const char *s = text->text;
  const char *last;

  *self = (Layout) { .lines = g_ptr_array_new_with_free_func (g_free), .line_number = 1 };
  for (self->samples = s; s < text->end; self->samples = s, self->line_number++)
    {
      BwSlice line = bw_ecg_take_line (&s, text->end);

      if (line.length > 0 && bw_ecg_columns_is_row (line))
        break;
      if (line.length == 0)
        continue;
      if (self->lines->len == MAX_HEADER_LINES)
        return FALSE;
      g_ptr_array_add (self->lines,
                       g_utf8_make_valid (line.text, (gssize) MIN (line.length, 4096)));
    }

  last = self->lines->len > 0 ? g_ptr_array_index (self->lines, self->lines->len - 1) : NULL;
  if (last != NULL && bw_ecg_header_knows (last))
    last = NULL;
  bw_ecg_columns_find (&self->columns, self->samples, text->end, last);
  bw_ecg_header_read (&self->header, (const char *const *) self->lines->pdata,
                      self->lines->len - (self->columns.has_heading ? 1 : 0));
  return TRUE;
}

/* Whether the lines before the samples are those of an ECG. */
static gboolean
layout_tells_ecg (const Layout *self)
{
  if (self->header.rate_hz > 0 || self->header.nv_per_unit > 0 || self->columns.nv_per_unit > 0)
    return TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autofree char *folded = g_utf8_strdown (g_ptr_array_index (self->lines, i), -1);

      if (strstr (folded, "ecg") != NULL || strstr (folded, "ekg") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether the rate is told by what stands before the samples, or by the step of the times beside the
 * first of them. */
static gboolean
layout_tells_rate (const Layout *self)
{
  const BwEcgClock clock = { 0 };

  return self->header.rate_hz > 0 || bw_ecg_clock_get_rate (&clock, &self->columns) > 0;
}

gboolean
bw_ecg_csv_sniff (const char *beginning,
                  gsize       length,
                  gboolean   *tells_rate)
{
  g_auto (BwText) text = { 0 };
  g_auto (Layout) layout = { 0 };
  gboolean negative = FALSE;
  guint n = 0;

  if (!bw_text_open (&text, beginning, length) || !layout_read (&layout, &text))
    return FALSE;
  if (tells_rate != NULL)
    *tells_rate = layout_tells_rate (&layout);
  if (layout_tells_ecg (&layout))
    return layout.header.rate_hz > 0 || layout.samples < text.end;
  if (layout.lines->len > (layout.columns.has_heading ? 1 : 0)
      || layout.columns.n_other_signals > 0)
    return FALSE;

  /* Bare numbers may be RR intervals as well; those are never negative, and an ECG soon is. The
   * last line may be cut. */
  for (const char *s = layout.samples; s < text.end && (n < MIN_SNIFF_LINES || !negative);)
    {
      BwSlice line = bw_ecg_take_line (&s, text.end);
      gint32 nv = 0;

      if (line.length == 0)
        continue;
      line = bw_ecg_columns_get_cell (&layout.columns, line, layout.columns.sample);
      if (bw_ecg_parse_sample (line, 1000, &nv) != BW_ECG_SAMPLE
          && (s < text.end || n < MIN_SNIFF_LINES))
        return FALSE;
      negative |= nv < 0;
      n++;
    }
  return n >= MIN_SNIFF_LINES && negative;
}

/* The samples of what follows the header. @rate_hz: (out): told by the times beside them, or 0 */
static gboolean
read_samples (BwEcgFile     *file,
              const Layout  *layout,
              const char    *end,
              gint64         nv_per_unit,
              double        *rate_hz,
              GError       **error)
{
  const BwEcgColumns *columns = &layout->columns;
  const char *s = layout->samples, *shown = file->header.name;
  /* No sample is shorter than a digit and its line's end. */
  gsize room = (gsize) (end - s) / 2 + 1;
  gint64 line_number = layout->line_number;
  BwEcgClock clock = { 0 };
  guint n = 0;
  gint32 last = 0;

  file->samples_nv = g_new (gint32, room);
  for (; s < end; line_number++)
    {
      BwSlice line = bw_ecg_take_line (&s, end);

      if (line.length == 0)
        continue;
      if (columns->has_time)
        bw_ecg_clock_tick (&clock, columns, bw_ecg_columns_get_cell (columns, line, columns->time));
      if (columns->separator != 0)
        line = bw_ecg_columns_get_cell (columns, line, columns->sample);
      switch (bw_ecg_parse_sample (line, nv_per_unit, &last))
        {
        case BW_ECG_SAMPLE:
          break;
        case BW_ECG_OUT_OF_RANGE:
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("“%s”, line %lld: no heart gives so many volts"), shown,
                       (long long) line_number);
          return FALSE;
        case BW_ECG_NO_NUMBER:
        default:
          if (file->n_unreadable++ == 0)
            file->unreadable_line = line_number;
          break;
        }
      file->samples_nv[n++] = last;
    }

  if (n == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” holds no ECG samples"), shown);
      return FALSE;
    }
  if (file->n_unreadable * 100 > n * MAX_UNREADABLE_PERCENT)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s”: %u of %u lines are not numbers, the first is line %lld"), shown,
                   file->n_unreadable, n, (long long) file->unreadable_line);
      return FALSE;
    }
  file->samples_nv = g_renew (gint32, file->samples_nv, n);
  file->header.n_samples = n;
  file->n_other_signals = columns->n_other_signals;
  file->n_jumps = clock.n_jumps;
  *rate_hz = bw_ecg_clock_get_rate (&clock, columns);
  return TRUE;
}

static char *
take_text (char **text)
{
  return *text != NULL ? g_steal_pointer (text) : g_strdup ("");
}

static char *
take_person (char **text)
{
  if (*text != NULL && **text == 0)
    g_clear_pointer (text, g_free);
  return g_steal_pointer (text);
}

/* When the recording began, from its header, its times, the caller or its name. */
static gboolean
set_start (BwRecording         *r,
           const Layout        *layout,
           const BwEcgOptions  *options,
           GError             **error)
{
  r->time_known = TRUE;
  if (layout->header.has_time)
    {
      r->start_ms = layout->header.time_ms;
      r->offset_min = layout->header.offset_min;
    }
  else if (layout->columns.has_start)
    {
      r->start_ms = layout->columns.start_ms;
      r->offset_min = layout->columns.offset_min;
    }
  else
    return bw_ecg_file_set_start (r, layout->header.has_day ? &layout->header.day : NULL, options,
                                  error);
  return TRUE;
}

gboolean
bw_ecg_csv_parse (BwEcgFile           *file,
                  const char          *bytes,
                  gsize                length,
                  const char          *path,
                  const BwEcgOptions  *options,
                  GError             **error)
{
  g_auto (BwText) text = { 0 };
  g_auto (Layout) layout = { 0 };
  g_autofree char *name = g_path_get_basename (path);
  BwEcgHeader *header = &layout.header;
  BwRecording *r = &file->header;
  gint64 nv_per_unit;
  double timed_hz;

  *file = (BwEcgFile) { 0 };
  r->name = g_utf8_make_valid (name, -1);

  if (!bw_text_open (&text, bytes, length) || !layout_read (&layout, &text))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is not an ECG recording"), r->name);
      goto fail;
    }
  file->has_header = layout.lines->len > (layout.columns.has_heading ? 1 : 0);
  nv_per_unit = layout.columns.nv_per_unit > 0 ? layout.columns.nv_per_unit : header->nv_per_unit;
  if (nv_per_unit == 0)
    {
      nv_per_unit = 1000;
      file->unit_assumed = header->unit_unknown;
    }
  if (!set_start (r, &layout, options, error)
      || !read_samples (file, &layout, text.end, nv_per_unit, &timed_hz, error))
    goto fail;

  r->rate_hz = header->rate_hz;
  if (r->rate_hz <= 0)
    r->rate_hz = timed_hz;
  if (r->rate_hz <= 0 && options != NULL && options->rate_hz > 0)
    {
      r->rate_hz = options->rate_hz;
      file->rate_given = TRUE;
    }
  if (r->rate_hz <= 0)
    {
      r->rate_hz = DEFAULT_RATE_HZ;
      file->rate_assumed = TRUE;
    }

  r->lead = take_text (&header->lead);
  r->classification = take_text (&header->classification);
  r->symptoms = take_text (&header->symptoms);
  r->device = take_text (&header->device);
  r->software = take_text (&header->software);
  file->person_name = take_person (&header->name);
  file->date_of_birth = take_person (&header->date_of_birth);
  r->label = options != NULL && options->has_label ? options->label
                                                   : bw_ecg_label_from_path (path);
  return TRUE;

fail:
  bw_ecg_file_clear (file);
  return FALSE;
}
