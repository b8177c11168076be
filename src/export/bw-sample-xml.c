/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-sample-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"

#include <math.h>

/* Bytes after which the buffer goes to the archive. */
#define FLUSH_AT (256 * 1024)

/* The watch's system was updated this many days before the end of the data. */
#define UPDATED_DAYS_AGO 40

gboolean
bw_sample_flush (BwSamplePerson  *sample,
                 gboolean         all,
                 GError         **error)
{
  if (sample->buffer->len < FLUSH_AT && !all)
    return TRUE;
  if (g_cancellable_is_cancelled (sample->cancellable))
    return bw_set_cancelled (error);
  if (!bw_zip_writer_write (sample->zip, sample->buffer->str, sample->buffer->len, error))
    return FALSE;
  g_string_truncate (sample->buffer, 0);
  return TRUE;
}

void
bw_sample_append_number (GString *text,
                         double   value,
                         guint    digits,
                         char     point)
{
  static const gint64 powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
  gint64 power = powers[digits];
  gint64 scaled = llround (fabs (value) * (double) power);

  if (value < 0 && scaled > 0)
    g_string_append_c (text, '-');
  g_string_append_printf (text, "%" G_GINT64_FORMAT, scaled / power);
  scaled %= power;
  if (scaled == 0)
    return;

  /* Without the zeros at the end, as Apple writes numbers. */
  while (scaled % 10 == 0)
    {
      scaled /= 10;
      digits--;
    }
  g_string_append_c (text, point);
  g_string_append_printf (text, "%0*" G_GINT64_FORMAT, (int) digits, scaled);
}

void
bw_sample_append_date (BwSamplePerson *sample,
                       gint64          time_ms)
{
  int offset = sample->export_offset_min;
  gint64 wall = time_ms / BW_TIME_SECOND + offset * 60;
  gint64 day = wall / 86400;
  int second = (int) (wall % 86400);
  int year, month, mday;

  bw_time_civil_from_days (day, &year, &month, &mday);
  g_string_append_printf (sample->buffer, "%04d-%02d-%02d %02d:%02d:%02d %c%02d%02d", year, month,
                          mday, second / 3600, second / 60 % 60, second % 60,
                          offset < 0 ? '-' : '+', ABS (offset) / 60, ABS (offset) % 60);
}

/* sourceName, sourceVersion and device, as the source was at that time. The watch's name holds a
 * typographic apostrophe and a no-break space, as iOS names watches. */
static void
append_source (BwSamplePerson *sample,
               BwSampleSource  source,
               gint64          time_ms)
{
  gboolean updated = time_ms >= sample->end_ms - UPDATED_DAYS_AGO * BW_TIME_DAY;

  switch (source)
    {
    case BW_SAMPLE_WATCH:
      g_string_append_printf (sample->buffer,
                              " sourceName=\"Sample’s Apple\u00a0Watch\" sourceVersion=\"%s\""
                              " device=\"&lt;&lt;HKDevice: 0x3029a4b90&gt;, name:Apple Watch,"
                              " manufacturer:Apple Inc., model:Watch, hardware:Watch7,5,"
                              " software:%s&gt;\"",
                              updated ? "11.6" : "11.5", updated ? "11.6" : "11.5");
      break;
    case BW_SAMPLE_PHONE:
      g_string_append (sample->buffer,
                       " sourceName=\"Sample’s iPhone\" sourceVersion=\"18.5\""
                       " device=\"&lt;&lt;HKDevice: 0x3029a5180&gt;, name:iPhone,"
                       " manufacturer:Apple Inc., model:iPhone, hardware:iPhone15,4,"
                       " software:18.5&gt;\"");
      break;
    case BW_SAMPLE_CUFF:
      g_string_append (sample->buffer, " sourceName=\"Health\" sourceVersion=\"18.5\"");
      break;
    default:
      g_assert_not_reached ();
    }
}

void
bw_sample_append_common (BwSamplePerson *sample,
                         BwSampleSource  source,
                         const char     *unit,
                         gint64          created_ms,
                         gint64          start_ms,
                         gint64          end_ms)
{
  GString *text = sample->buffer;

  append_source (sample, source, start_ms);
  if (unit != NULL)
    g_string_append_printf (text, " unit=\"%s\"", unit);
  g_string_append (text, " creationDate=\"");
  bw_sample_append_date (sample, created_ms);
  g_string_append (text, "\" startDate=\"");
  bw_sample_append_date (sample, start_ms);
  g_string_append (text, "\" endDate=\"");
  bw_sample_append_date (sample, end_ms);
  g_string_append_c (text, '"');
}

void
bw_sample_append_quantity (BwSamplePerson *sample,
                           const char     *type,
                           BwSampleSource  source,
                           const char     *unit,
                           gint64          start_ms,
                           gint64          end_ms,
                           double          value,
                           guint           digits)
{
  g_string_append_printf (sample->buffer, " <Record type=\"%s\"", type);
  bw_sample_append_common (sample, source, unit, end_ms + 20 * BW_TIME_SECOND, start_ms, end_ms);
  g_string_append (sample->buffer, " value=\"");
  bw_sample_append_number (sample->buffer, value, digits, '.');
  g_string_append (sample->buffer, "\"/>\n");
}
