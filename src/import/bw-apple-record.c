/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-apple-private.h"

#include "base/bw-time.h"
#include "import/bw-apple-clock.h"
#include "signal/bw-reading.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CLOCK_MS 10.0          /* steps of the beats' clock */
#define MAX_READING_BEATS 10000
#define MAX_VALUE 1e100         /* no measure is near it, and sums of such stay finite */

#define NO_SLICE ((BwSlice) { "", 0 })

/* What of a record is kept. A missing attribute's text is NULL, except for those that are empty
 * without harm. */
typedef struct
{
  BwSlice type, unit, value, source, version, device, start, end, created;
} Attributes;

static void
sort_attributes (Attributes           *a,
                 const BwXmlAttribute *attributes,
                 guint                 n)
{
  *a = (Attributes) { .unit = NO_SLICE, .source = NO_SLICE, .version = NO_SLICE,
                      .device = NO_SLICE };
  for (guint i = 0; i < n; i++)
    {
      BwSlice name = attributes[i].name, value = attributes[i].value;

      switch (name.length)
        {
        case 4:
          if (bw_slice_is (name, "type"))
            a->type = value;
          else if (bw_slice_is (name, "unit"))
            a->unit = value;
          break;
        case 5:
          if (bw_slice_is (name, "value"))
            a->value = value;
          break;
        case 6:
          if (bw_slice_is (name, "device"))
            a->device = value;
          break;
        case 7:
          if (bw_slice_is (name, "endDate"))
            a->end = value;
          break;
        case 9:
          if (bw_slice_is (name, "startDate"))
            a->start = value;
          break;
        case 10:
          if (bw_slice_is (name, "sourceName"))
            a->source = value;
          break;
        case 12:
          if (bw_slice_is (name, "creationDate"))
            a->created = value;
          break;
        case 13:
          if (bw_slice_is (name, "sourceVersion"))
            a->version = value;
          break;
        default:
          break;
        }
    }
}

static gboolean
skip (BwAppleReader *self,
      const char    *what)
{
  self->collector->skipped++;
  bw_apple_problem (self, what);
  return TRUE;
}

static gboolean
read_times (BwAppleReader    *self,
            const Attributes *a,
            BwSample         *sample)
{
  BwAppleRecord *record = &self->record;
  int end_offset, created_offset;
  gint64 created_ms;

  if (a->start.text == NULL
      || !bw_fields_time (&self->start_cache, a->start, &sample->start_ms, &record->offset_min))
    {
      skip (self, _("Records without a readable start date were left out"));
      return FALSE;
    }
  if (a->end.text == NULL)
    sample->end_ms = sample->start_ms;
  else if (!bw_fields_time (&self->end_cache, a->end, &sample->end_ms, &end_offset))
    {
      bw_apple_problem (self, _("Unreadable end dates were taken to be the start dates"));
      sample->end_ms = sample->start_ms;
    }
  else if (sample->end_ms < sample->start_ms)
    {
      bw_apple_problem (self, _("End dates before the start dates were taken to be the latter"));
      sample->end_ms = sample->start_ms;
    }
  sample->offset_min = (gint16) record->offset_min;

  /* It tells apart what is otherwise alike, and no more: an unreadable one does no harm. */
  sample->created_s = 0;
  if (a->created.text != NULL
      && bw_fields_time (&self->created_cache, a->created, &created_ms, &created_offset))
    sample->created_s = (gint32) CLAMP ((created_ms - sample->end_ms) / BW_TIME_SECOND,
                                        G_MININT32, G_MAXINT32);
  return TRUE;
}

/* Whether the record holds a value that can be kept; then @category says of which sort. */
static gboolean
read_value (const Attributes *a,
            double           *value,
            gboolean         *category)
{
  *category = bw_slice_has_prefix (a->type, "HKCategoryTypeIdentifier");
  if (*category)
    return TRUE;
  if (a->value.text != NULL && bw_fields_number (a->value, value))
    return fabs (*value) <= MAX_VALUE;

  /* A kind of a sort that is not known: its value may be a word. */
  *category = TRUE;
  return a->unit.length == 0 && a->value.length > 0
         && !bw_slice_has_prefix (a->type, "HKQuantityTypeIdentifier");
}

gboolean
bw_apple_record_start (BwAppleReader         *self,
                       const BwXmlAttribute  *attributes,
                       guint                  n,
                       GError               **error)
{
  BwAppleRecord *record = &self->record;
  BwCollector *collector = self->collector;
  Attributes a;
  BwSample *sample;
  BwSlice parts[3];
  gboolean category = FALSE;

  if (record->open && !bw_apple_record_end (self, error))
    return FALSE;
  if (!bw_collector_make_room (collector, 0, error))
    return FALSE;

  record->open = TRUE;
  record->usable = FALSE;
  record->sleep = FALSE;
  record->sdnn_ms = -1;
  record->half = FALSE;

  sort_attributes (&a, attributes, n);
  if (a.type.length == 0)
    return skip (self, _("Records that do not say what they are were left out"));

  sample = &collector->parcel->samples[collector->parcel->n_samples];
  if (!read_times (self, &a, sample))
    return TRUE;
  record->start_ms = sample->start_ms;
  record->end_ms = sample->end_ms;

  parts[0] = a.source;
  parts[1] = a.version;
  parts[2] = a.device;
  sample->source = record->source = bw_collector_name (collector, BW_NAME_SOURCE, parts, error);
  if (sample->source == 0)
    return FALSE;
  record->usable = TRUE;

  sample->value = 0;
  if (!read_value (&a, &sample->value, &category))
    return skip (self, _("Records without a readable value were left out"));
  if (category)
    {
      gint32 id;

      parts[0] = a.value.text != NULL ? a.value : NO_SLICE;
      parts[1] = parts[2] = NO_SLICE;
      id = bw_collector_name (collector, BW_NAME_CATEGORY, parts, error);
      if (id == 0)
        return FALSE;
      sample->value = id;
      record->sleep = bw_slice_is (a.type, BW_KIND_SLEEP);
    }
  else if (bw_slice_is (a.type, BW_KIND_SDNN) && bw_slice_is (a.unit, "ms"))
    record->sdnn_ms = sample->value;

  parts[0] = a.type;
  parts[1] = a.unit;
  parts[2] = category ? (BwSlice) { "category", 8 } : NO_SLICE;
  sample->kind = bw_collector_name (collector, BW_NAME_KIND, parts, error);
  if (sample->kind == 0)
    return FALSE;
  sample->nested = self->containers > 0;
  collector->parcel->n_samples++;
  return TRUE;
}

void
bw_apple_record_beat (BwAppleReader        *self,
                      const BwXmlAttribute *attributes,
                      guint                 n)
{
  BwAppleRecord *record = &self->record;
  BwSlice time = bw_apple_attribute (attributes, n, "time");
  BwSlice rate = bw_apple_attribute (attributes, n, "bpm");
  BwClock clock;
  double bpm = 0;
  gint32 rounded;

  if (!record->open || !record->usable)
    return;
  if (time.text == NULL || !bw_apple_clock_parse (time, &clock))
    {
      bw_apple_problem (self, _("Beats without a readable time were left out"));
      return;
    }
  if (rate.text == NULL || !bw_fields_number (rate, &bpm) || bpm < 0 || bpm > 1000)
    {
      bw_apple_problem (self, _("Beats without a readable rate were kept without it"));
      bpm = 0;
    }
  if (record->wall_ms->len >= MAX_READING_BEATS)
    {
      bw_apple_problem (self, _("Beats beyond the ten thousandth of a reading were left out"));
      return;
    }

  rounded = (gint32) (bpm + 0.5);
  record->half |= clock.half;
  g_array_append_val (record->wall_ms, clock.ms);
  g_array_append_val (record->bpm, rounded);
}

void
bw_apple_record_metadata (BwAppleReader        *self,
                          const BwXmlAttribute *attributes,
                          guint                 n)
{
  BwSlice key, value;
  g_autofree char *zone = NULL;
  guint count;

  if (!self->record.open || !self->record.sleep)
    return;
  key = bw_apple_attribute (attributes, n, "key");
  if (key.text == NULL || !bw_slice_is (key, "HKTimeZone"))
    return;
  value = bw_apple_attribute (attributes, n, "value");
  if (value.length == 0 || value.length > 64)
    return;

  zone = bw_apple_decode (value);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->collector->zones, zone));
  if (count == 0 && g_hash_table_size (self->collector->zones) >= 1000)
    return;
  g_hash_table_insert (self->collector->zones, g_steal_pointer (&zone),
                       GUINT_TO_POINTER (count + 1));
}

static int
compare_beats (gconstpointer a,
               gconstpointer b)
{
  const BwBeat *x = a, *y = b;

  return (x->time_ms > y->time_ms) - (x->time_ms < y->time_ms);
}

/* Appends the record's beats, ascending and each time once, to the parcel. Returns: how many */
static guint
take_beats (BwAppleReader *self,
            int           *offset_min)
{
  BwAppleRecord *record = &self->record;
  GArray *beats = self->collector->parcel->beats;
  guint first = beats->len, n = 0;
  gboolean sorted = TRUE;
  BwBeat *b;

  bw_apple_clock_place ((gint64 *) (void *) record->wall_ms->data, record->wall_ms->len,
                        record->half, record->start_ms, record->end_ms, offset_min);
  for (guint i = 0; i < record->wall_ms->len; i++)
    {
      BwBeat beat = { g_array_index (record->wall_ms, gint64, i),
                      g_array_index (record->bpm, gint32, i) };

      sorted &= i == 0 || beat.time_ms > g_array_index (beats, BwBeat, first + i - 1).time_ms;
      g_array_append_val (beats, beat);
    }
  if (sorted)
    return record->wall_ms->len;

  b = &g_array_index (beats, BwBeat, first);
  qsort (b, record->wall_ms->len, sizeof *b, compare_beats);
  for (guint i = 0; i < record->wall_ms->len; i++)
    if (n == 0 || b[i].time_ms > b[n - 1].time_ms)
      b[n++] = b[i];
  if (n < record->wall_ms->len)
    bw_problems_add (self->collector->problems, self->file,
                     bw_xml_scanner_get_line (self->scanner),
                     _("Beats at the same time as another were left out"),
                     record->wall_ms->len - n);
  g_array_set_size (beats, first + n);
  return n;
}

gboolean
bw_apple_record_end (BwAppleReader  *self,
                     GError        **error)
{
  BwAppleRecord *record = &self->record;
  BwParcelReading reading = { 0 };
  BwReadingResult result;
  BwReadingRow *row = &reading.row;
  BwParcel *parcel;
  const BwBeat *beats;
  gint64 *time_ms;

  record->open = FALSE;
  if (record->wall_ms->len == 0)
    return TRUE;
  if (!bw_collector_make_room (self->collector, record->wall_ms->len, error))
    return FALSE;

  parcel = self->collector->parcel;
  row->offset_min = record->offset_min;
  reading.first_beat = parcel->beats->len;
  reading.n_beats = take_beats (self, &row->offset_min);

  /* What was the wall clock's serves as room for the times in order. */
  beats = &g_array_index (parcel->beats, BwBeat, reading.first_beat);
  time_ms = (gint64 *) (void *) record->wall_ms->data;
  for (guint i = 0; i < reading.n_beats; i++)
    {
      time_ms[i] = beats[i].time_ms;
      g_array_index (record->bpm, gint32, i) = beats[i].bpm;
    }
  bw_reading_analyse (&result, time_ms, (const gint32 *) (void *) record->bpm->data,
                      reading.n_beats, CLOCK_MS);

  row->start_ms = record->start_ms;
  row->end_ms = record->end_ms;
  row->source_id = record->source;
  row->sdnn_device_ms = record->sdnn_ms;
  row->n_beats = reading.n_beats;
  row->n_intervals = result.n_intervals;
  row->n_artefacts = result.n_artefacts;
  row->rmssd_ms = result.rmssd_ms;
  row->rmssd_raw_ms = result.rmssd_raw_ms;
  row->se_ms = result.se_ms;
  row->used = result.verdict == BW_READING_USED;
  row->why_not = row->used ? NULL : g_strdup (bw_reading_verdict_get_id (result.verdict));
  g_array_append_val (parcel->readings, reading);

  g_array_set_size (record->wall_ms, 0);
  g_array_set_size (record->bpm, 0);
  return TRUE;
}
