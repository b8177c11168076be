/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-line-protocol.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DEFAULT_SOURCE "Line protocol"
#define MAX_SOURCE_BYTES 1000
#define MAX_SHOWN_CHARS 40

#define MAX_OFFSET_MIN (24 * 60)
#define MAX_CREATED_S 1e9
#define MAX_DURATION_MS 1e15 /* far beyond what the sink takes */

/* What is read of which measurement. */
static const struct
{
  const char *measurement;
  const char *field;
  BwSeriesKind kind;
} readable[] = {
  { "hrv", "rmssd", BW_SERIES_RMSSD },
  { "hrv", "rmssd_ms", BW_SERIES_RMSSD },
  { "hrv", "rmssd_left_out", BW_SERIES_RMSSD },
  { "hrv", "sdnn", BW_SERIES_SDNN },
  { "hrv", "sdnn_ms", BW_SERIES_SDNN },
  { "hrv", "sdnn_left_out", BW_SERIES_SDNN },
  { "heart_rate", "bpm", BW_SERIES_HEART_RATE },
  { "heart_rate", "value", BW_SERIES_HEART_RATE },
  { "resting_heart_rate", "bpm", BW_SERIES_RESTING_HEART_RATE },
  { "resting_heart_rate", "value", BW_SERIES_RESTING_HEART_RATE },
  { "activity", "steps", BW_SERIES_STEPS },
  { "activity", "active_kcal", BW_SERIES_ACTIVE_ENERGY },
};

/* Whose RMSSD it is. */
typedef enum {
  ORIGIN_NONE,
  ORIGIN_BEATS,    /* the app's own, from beats */
  ORIGIN_IMPORTED, /* anybody's */
} Origin;

struct _BwLineProtocol
{
  BwSeriesSink *sink; /* (unowned) */
  GString *tag_set;   /* of the point before … */
  gint32 source;      /* … its source; 0: none yet … */
  Origin origin;      /* … and its RMSSD's */
  Origin taken;       /* whose RMSSD the file has */
};

BwLineProtocol *
bw_line_protocol_new (BwSeriesSink *sink)
{
  BwLineProtocol *self = g_new0 (BwLineProtocol, 1);

  self->sink = sink;
  self->tag_set = g_string_new (NULL);
  return self;
}

void
bw_line_protocol_free (BwLineProtocol *self)
{
  if (self == NULL)
    return;
  g_string_free (self->tag_set, TRUE);
  g_free (self);
}

static gboolean
is (BwSlice     slice,
    const char *text)
{
  return bw_slice_equal (slice, (BwSlice) { text, strlen (text) });
}

/* A tag's value without escapes. Returns: (transfer full) (nullable) */
static char *
get_tag (const BwLinePoint *point,
         const char        *key)
{
  for (guint i = 0; i < point->n_tags; i++)
    if (is (point->tags[i].key, key))
      return bw_line_unescape (point->tags[i].value);
  return NULL;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "a=1,b=2": all tags by their keys. */
static char *
join_tags (const BwLinePoint *point)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < point->n_tags; i++)
    {
      g_autofree char *key = bw_line_unescape (point->tags[i].key);
      g_autofree char *value = bw_line_unescape (point->tags[i].value);

      g_ptr_array_add (words, g_strdup_printf ("%s=%s", key, value));
    }
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  joined = g_strjoinv (",", (char **) words->pdata);
  return g_strndup (joined, MAX_SOURCE_BYTES);
}

static BwSlice
slice_of (const char *text)
{
  return (BwSlice) { text != NULL ? text : "", text != NULL ? strlen (text) : 0 };
}

/* What the tags tell: they are mostly those of the point before. */
static gboolean
take_tags (BwLineProtocol     *self,
           const BwLinePoint  *point,
           GError            **error)
{
  g_autofree char *source = NULL;
  g_autofree char *device = NULL;
  g_autofree char *version = NULL;
  g_autofree char *measure = NULL;

  if (self->source != 0
      && bw_slice_equal (point->tag_set, (BwSlice) { self->tag_set->str, self->tag_set->len }))
    return TRUE;

  source = get_tag (point, "source");
  device = get_tag (point, "device");
  version = get_tag (point, "version");
  measure = get_tag (point, "measure");
  if (source == NULL)
    source = g_steal_pointer (&device);
  if (source == NULL)
    source = point->n_tags > 0 ? join_tags (point) : g_strdup (DEFAULT_SOURCE);
  self->origin = g_strcmp0 (measure, "rmssd") == 0 ? ORIGIN_BEATS : ORIGIN_IMPORTED;
  self->source = bw_series_sink_name (self->sink, slice_of (source), slice_of (version),
                                      slice_of (device), error);
  g_string_truncate (self->tag_set, 0);
  g_string_append_len (self->tag_set, point->tag_set.text, (gssize) point->tag_set.length);
  return self->source != 0;
}

/* Whether the point is of the person whose values are taken. */
static gboolean
is_wanted (BwLineProtocol    *self,
           const BwLinePoint *point)
{
  static const char *const keys[] = { "person", "subject", "participant", "user", "patient" };

  for (guint i = 0; i < point->n_tags; i++)
    for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
      if (is (point->tags[i].key, keys[j]))
        {
          g_autofree char *name = bw_line_unescape (point->tags[i].value);

          return bw_people_take (self->sink->collector->people, (BwSlice) { name, strlen (name) });
        }
  return TRUE;
}

static gboolean
is_known (BwSlice measurement)
{
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    if (is (measurement, readable[i].measurement))
      return TRUE;
  return is (measurement, "sleep");
}

static gboolean
skip_measurement (BwLineProtocol *self,
                  BwSlice         measurement,
                  gint64          number)
{
  g_autofree char *name = bw_line_unescape (measurement);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *shown = g_utf8_substring (valid, 0,
                                             MIN (g_utf8_strlen (valid, -1), MAX_SHOWN_CHARS));
  /* Translators: a measurement is what InfluxDB calls a table. */
  g_autofree char *what = g_strdup_printf (_("Points of the measurement “%s” were left out"), shown);

  return bw_series_sink_skip (self->sink, number, what);
}

/* The number of a field of the point, where it has that and it lies in @min … @max. */
static gboolean
get_number (const BwLinePoint *point,
            const char        *key,
            double             min,
            double             max,
            double            *number)
{
  for (guint i = 0; i < point->n_fields; i++)
    if (is (point->fields[i].key, key))
      return bw_line_number (point->fields[i].value, number) && *number >= min && *number <= max;
  return FALSE;
}

/* The fields that frame a value. What lasts longer than can be is the sink's to tell.
 * Returns: whether it is told how long it lasts */
static gboolean
take_frame (const BwLinePoint *point,
            BwSeriesMoment    *moment)
{
  double number;
  gboolean lasts = TRUE;

  if (get_number (point, "offset_min", -MAX_OFFSET_MIN, MAX_OFFSET_MIN, &number))
    moment->offset_min = (int) number;
  if (get_number (point, "created_s", -MAX_CREATED_S, MAX_CREATED_S, &number))
    moment->created_s = (gint32) number;
  if (get_number (point, "duration_ms", -G_MAXDOUBLE, G_MAXDOUBLE, &number))
    moment->duration_ms = (gint64) CLAMP (number, -1, MAX_DURATION_MS);
  else if (get_number (point, "minutes", -G_MAXDOUBLE, G_MAXDOUBLE, &number))
    moment->duration_ms = (gint64) CLAMP (round (number * BW_TIME_MINUTE), -1, MAX_DURATION_MS);
  else
    lasts = FALSE;
  return lasts;
}

/* Whether a value of RMSSD is one to take; what is not is told. */
static gboolean
is_rmssd_wanted (BwLineProtocol *self,
                 BwSlice         field,
                 gint64          number)
{
  if (self->origin == ORIGIN_BEATS && is (field, "rmssd_left_out"))
    {
      bw_series_sink_skip (self->sink, number,
                           _("Readings that were not good enough to count were left out"));
      return FALSE;
    }
  if (self->taken == ORIGIN_NONE)
    self->taken = self->origin;
  if (self->taken == self->origin)
    return TRUE;
  bw_series_sink_skip (self->sink, number,
                       self->taken == ORIGIN_BEATS
                         ? _("Imported RMSSD values were left out, for the file also has those from "
                             "beats")
                         : _("RMSSD values from beats were left out, for the file also has imported "
                             "ones"));
  return FALSE;
}

/* Adds the fields that are known. */
static gboolean
add_fields (BwLineProtocol        *self,
            const BwLinePoint     *point,
            const BwSeriesMoment  *moment,
            gint64                 number,
            GError               **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < point->n_fields; i++)
    for (guint j = 0; j < G_N_ELEMENTS (readable); j++)
      {
        double value;

        if (!is (point->measurement, readable[j].measurement)
            || !is (point->fields[i].key, readable[j].field))
          continue;
        any = TRUE;
        if (!bw_line_number (point->fields[i].value, &value))
          bw_series_sink_skip (self->sink, number, _("Values that are no number were left out"));
        else if (readable[j].kind == BW_SERIES_RMSSD
                 && !is_rmssd_wanted (self, point->fields[i].key, number))
          continue;
        else if (!bw_series_sink_add (self->sink, readable[j].kind, value, moment, number, error))
          return FALSE;
      }
  return any
         || bw_series_sink_skip (self->sink, number,
                                 _("Points without a field that is known were left out"));
}

/* @lasts: whether it is told how long it lasts */
static gboolean
add_sleep (BwLineProtocol        *self,
           const BwLinePoint     *point,
           const BwSeriesMoment  *moment,
           gboolean               lasts,
           gint64                 number,
           GError               **error)
{
  g_autofree char *stage = get_tag (point, "stage");

  if (!lasts)
    return bw_series_sink_skip (self->sink, number,
                                _("Points without a field that is known were left out"));
  for (guint i = 0; stage == NULL && i < point->n_fields; i++)
    {
      BwSlice text = point->fields[i].value;

      if (is (point->fields[i].key, "stage") && text.length >= 2 && text.text[0] == '"')
        stage = g_strndup (text.text + 1, text.length - 2);
    }
  return bw_series_sink_add_sleep (self->sink, slice_of (stage), moment, number, error);
}

gboolean
bw_line_protocol_take (BwLineProtocol  *self,
                       BwSlice          line,
                       gint64           number,
                       GError         **error)
{
  BwSeriesMoment moment = { 0 };
  BwLinePoint point;
  gboolean lasts;
  gsize start = 0;

  while (start < line.length && (line.text[start] == ' ' || line.text[start] == '\t'))
    start++;
  if (start == line.length || line.text[start] == '#' || bw_line_is_statement (line))
    return TRUE;
  if (!bw_line_point_parse (&point, line))
    return bw_series_sink_skip (self->sink, number, _("Lines that are no points were left out"));
  if (is (point.measurement, "fatigue"))
    return bw_series_sink_skip (self->sink, number,
                                _("Forecasts were left out: they are made, not imported"));
  if (!is_known (point.measurement))
    return skip_measurement (self, point.measurement, number);
  if (!is_wanted (self, &point))
    return TRUE;
  if (!bw_moment_parse_epoch (&self->sink->rules, point.time, &moment.start_ms,
                              &moment.offset_min))
    return bw_series_sink_skip (self->sink, number,
                                _("Points without a readable time were left out"));
  if (!take_tags (self, &point, error))
    return FALSE;
  moment.source = self->source;
  lasts = take_frame (&point, &moment);
  return is (point.measurement, "sleep")
           ? add_sleep (self, &point, &moment, lasts, number, error)
           : add_fields (self, &point, &moment, number, error);
}
