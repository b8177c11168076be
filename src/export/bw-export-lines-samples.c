/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "export/bw-export-lines-private.h"
#include "export/bw-line-writer.h"
#include "forecast/bw-hourly.h"
#include "store/bw-readings.h"
#include "store/bw-samples.h"

#include <math.h>
#include <string.h>

/* --- What becomes what ------------------------------------------------------------------------- */

static double
get_rate_factor (const char *unit)
{
  return strcmp (unit, "count/s") == 0 ? 60 : 0;
}

/* Samples of one kind. */
typedef struct
{
  BwLineMeasurement measurement;
  const char *kind;
  const char *unit;          /* of the field */
  const char *field;
  double (*get_factor) (const char *unit); /* (nullable): of another unit; 0: it is left out */
  const char *kind_tag;      /* (nullable) */
  BwMeasure measure;         /* of heart rate variability, which is its tag; else AUTO */
  const char *left_out;      /* and the field of values that do not count */
} Rule;

static const Rule rules[] = {
  { BW_LINE_HRV, BW_KIND_RMSSD, "ms", "rmssd", NULL, NULL, BW_MEASURE_RMSSD_IMPORTED,
    "rmssd_left_out" },
  { BW_LINE_HRV, BW_KIND_SDNN, "ms", "sdnn", NULL, NULL, BW_MEASURE_SDNN, "sdnn_left_out" },
  { BW_LINE_HEART_RATE, BW_KIND_HEART_RATE, "count/min", "bpm", get_rate_factor, NULL,
    BW_MEASURE_AUTO, NULL },
  { BW_LINE_RESTING_HEART_RATE, BW_KIND_RESTING_HEART_RATE, "count/min", "bpm", get_rate_factor,
    NULL, BW_MEASURE_AUTO, NULL },
  { BW_LINE_SLEEP, BW_KIND_SLEEP, "", NULL, NULL, NULL, BW_MEASURE_AUTO, NULL },
  { BW_LINE_ACTIVITY, BW_KIND_STEPS, "count", "steps", NULL, "steps", BW_MEASURE_AUTO, NULL },
  { BW_LINE_ACTIVITY, BW_KIND_ACTIVE_ENERGY, "kcal", "active_kcal", bw_hourly_get_kcal,
    "active_energy", BW_MEASURE_AUTO, NULL },
};

/* Readings with beats. */
static const Rule beats_rule
    = { BW_LINE_HRV, NULL, "ms", "rmssd", NULL, NULL, BW_MEASURE_RMSSD, "rmssd_left_out" };

/* --- Series ------------------------------------------------------------------------------------ */

/* Rows of one rule on their way. */
typedef struct
{
  BwLinesExport *all;  /* (unowned) */
  const Rule *rule;
  GHashTable *series;  /* (element-type Key): a set */

  /* What counted last, for nothing that is told twice counts twice (see bw-hourly.h). */
  gint64 last_ms;
  double last_value;
} Pass;

/* What a series depends on; the strings are held once by the library, so their addresses do. */
typedef struct
{
  gint32 source_id;
  const char *category; /* (nullable) */
  const char *unit;
  BwLineSeries *series;
  double factor;        /* of the unit */
} Key;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return (guint) key->source_id * 31 + g_direct_hash (key->category) * 7 + g_direct_hash (key->unit);
}

static gboolean
keys_are_equal (gconstpointer a,
                gconstpointer b)
{
  const Key *first = a, *second = b;

  return first->source_id == second->source_id && first->category == second->category
         && first->unit == second->unit;
}

/* Apple's name without what they all begin with. @category: (nullable) */
static const char *
shorten_stage (const char *category)
{
  gsize n = strlen (BW_SLEEP_STAGE_PREFIX);

  if (category == NULL || !g_str_has_prefix (category, BW_SLEEP_STAGE_PREFIX) || category[n] == '\0')
    return category;
  return category + n;
}

/* Returns: (transfer full): %NULL with @error */
static Key *
make_key (Pass        *self,
          const Key   *wanted,
          GError     **error)
{
  const Rule *rule = self->rule;
  gboolean own_unit = strcmp (wanted->unit, rule->unit) == 0;
  BwSource source;
  Key *key;

  if (!bw_library_read_source (self->all->library, wanted->source_id, &source, error))
    return NULL;

  const char *const tags[] = {
    "device", source.device,
    "kind", rule->kind_tag,
    "measure", rule->measure != BW_MEASURE_AUTO ? bw_measure_get_id (rule->measure) : NULL,
    "person", self->all->options->person,
    "source", source.name,
    "stage", shorten_stage (wanted->category),
    "unit", own_unit ? NULL : wanted->unit,
    "version", source.version,
    NULL,
  };

  key = g_memdup2 (wanted, sizeof *wanted);
  key->factor = own_unit ? 1 : rule->get_factor != NULL ? rule->get_factor (wanted->unit) : 0;
  key->series = bw_lines_export_get_series (
      self->all, bw_line_make_head (bw_line_measurement_get_id (rule->measurement), tags));
  return key;
}

/* Returns: (transfer none): %NULL with @error */
static const Key *
find_key (Pass        *self,
          gint32       source_id,
          const char  *category,
          const char  *unit,
          GError     **error)
{
  const Key wanted = { source_id, category, unit, NULL, 0 };
  Key *key = g_hash_table_lookup (self->series, &wanted);

  if (key == NULL)
    {
      key = make_key (self, &wanted, error);
      if (key != NULL)
        g_hash_table_add (self->series, key);
    }
  return key;
}

/* --- Rows -------------------------------------------------------------------------------------- */

/* What every point ends with, but its time. */
static void
add_frame (GString  *out,
           gboolean *first,
           gint64    duration_ms,
           gint32    created_s,
           int       offset_min)
{
  if (duration_ms > 0)
    bw_line_add_count (out, first, "duration_ms", duration_ms);
  if (created_s != 0)
    bw_line_add_count (out, first, "created_s", created_s);
  bw_line_add_count (out, first, "offset_min", offset_min);
}

/* Whether a value of heart rate variability counts, as the hours of the forecast take it. */
static gboolean
counts (Pass   *self,
        gint64  time_ms,
        double  value)
{
  if (!bw_hourly_is_believed (self->rule->measure, value)
      || (time_ms == self->last_ms && value == self->last_value))
    return FALSE;
  self->last_ms = time_ms;
  self->last_value = value;
  return TRUE;
}

static gboolean
write_sample (const BwSampleRow  *row,
              gpointer            data,
              GError            **error)
{
  Pass *self = data;
  BwLinesExport *all = self->all;
  const Rule *rule = self->rule;
  const Key *key = find_key (self, row->source_id, row->category, row->unit, error);
  gboolean first = TRUE;
  gint64 time_ns;
  double value;

  if (key == NULL)
    return FALSE;
  bw_lines_export_tick (all);
  value = row->value * key->factor;
  if (key->factor == 0 || !isfinite (value)
      || (rule->field == NULL && row->category == NULL))
    {
      all->counts->left_out++;
      return TRUE;
    }
  if (!bw_lines_export_begin (all, key->series, row->start_ms, &time_ns))
    return TRUE;
  if (rule->field == NULL)
    bw_line_add_number (all->out, &first, "minutes",
                        (double) (row->end_ms - row->start_ms) / 60000);
  else if (rule->measure == BW_MEASURE_AUTO || counts (self, row->start_ms, value))
    bw_line_add_number (all->out, &first, rule->field, value);
  else
    bw_line_add_number (all->out, &first, rule->left_out, value);
  add_frame (all->out, &first, row->end_ms - row->start_ms, row->created_s, row->offset_min);
  return bw_lines_export_end (all, rule->measurement, time_ns, error);
}

static gboolean
write_reading (const BwReadingRow  *row,
               gpointer             data,
               GError             **error)
{
  Pass *self = data;
  GString *out = self->all->out;
  const Key *key = find_key (self, row->source_id, NULL, self->rule->unit, error);
  gboolean used = row->used && bw_hourly_is_believed (BW_MEASURE_RMSSD, row->rmssd_ms);
  gboolean first = TRUE;
  gint64 time_ns;

  if (key == NULL)
    return FALSE;
  if (!bw_lines_export_begin (self->all, key->series, row->start_ms, &time_ns))
    return TRUE;
  if (row->rmssd_ms >= 0)
    bw_line_add_number (out, &first, used ? self->rule->field : self->rule->left_out,
                        row->rmssd_ms);
  if (row->rmssd_raw_ms >= 0)
    bw_line_add_number (out, &first, "rmssd_raw", row->rmssd_raw_ms);
  if (row->se_ms >= 0)
    bw_line_add_number (out, &first, "se", row->se_ms);
  bw_line_add_count (out, &first, "beats", row->n_beats);
  bw_line_add_count (out, &first, "intervals", row->n_intervals);
  bw_line_add_count (out, &first, "artefacts", row->n_artefacts);
  bw_line_add_flag (out, &first, "used", used);
  if (!used && row->why_not != NULL)
    bw_line_add_text (out, &first, "why_not", row->why_not);
  add_frame (out, &first, bw_time_add (row->end_ms, -row->start_ms), 0, row->offset_min);
  return bw_lines_export_end (self->all, BW_LINE_HRV, time_ns, error);
}

static gboolean
write_rule (BwLinesExport  *self,
            const Rule     *rule,
            GError        **error)
{
  const BwExportLinesOptions *options = self->options;
  g_autoptr (GHashTable) series = g_hash_table_new_full (hash_key, keys_are_equal, g_free, NULL);
  Pass pass = { .all = self, .rule = rule, .series = series, .last_ms = G_MININT64 };

  if (rule->kind == NULL)
    return bw_library_each_reading (self->library, options->from_ms, options->to_ms, write_reading,
                                    &pass, error);
  return bw_library_each_sample (self->library, rule->kind, options->from_ms, options->to_ms,
                                 write_sample, &pass, error);
}

gboolean
bw_lines_export_count_samples (BwLinesExport      *self,
                               BwLineMeasurement   measurement,
                               GError            **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      guint64 n = 0;

      if (rules[i].measurement != measurement)
        continue;
      if (!bw_library_count_samples (self->library, rules[i].kind, self->options->from_ms,
                                     self->options->to_ms, &n, error))
        return FALSE;
      self->n_all += n;
    }
  return TRUE;
}

gboolean
bw_lines_export_write_samples (BwLinesExport      *self,
                               BwLineMeasurement   measurement,
                               GError            **error)
{
  /* A reader takes of several kinds of RMSSD the one that comes first. */
  gboolean beats_last = measurement == BW_LINE_HRV
                        && bw_hourly_choose_measure (self->library, BW_MEASURE_AUTO, NULL)
                             == BW_MEASURE_RMSSD_IMPORTED;

  if (measurement == BW_LINE_HRV && !beats_last && !write_rule (self, &beats_rule, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].measurement == measurement && !write_rule (self, &rules[i], error))
      return FALSE;
  return !beats_last || write_rule (self, &beats_rule, error);
}
