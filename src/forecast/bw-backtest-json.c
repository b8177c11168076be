/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "forecast/bw-backtest-private.h"
#include "store/bw-member.h"

#include <math.h>

static const char *const nets[] = {
  [BW_BACKTEST_NET_TRIED] = "tried",
  [BW_BACKTEST_NET_TOO_FEW] = "too-few",
  [BW_BACKTEST_NET_LEFT_OUT] = "left-out",
};

static const char *const blocks[BW_CONFORMAL_BLOCKS] = { "1-6", "7-12", "13-24" };

const char *
bw_backtest_net_get_id (BwBacktestNet net)
{
  return nets[net];
}

const char *
bw_backtest_block_get_id (int block)
{
  return blocks[block];
}

static void
add_time (JsonBuilder *builder,
          const char  *key,
          gint64       time_ms,
          int          offset_min)
{
  g_autofree char *text = time_ms != 0 ? bw_time_format (time_ms, offset_min) : NULL;

  bw_member_add_string (builder, key, text);
}

/* [mid, low, high]; null where there are too few weeks to tell. */
static void
add_difference (JsonBuilder        *builder,
                const char         *key,
                const BwDifference *difference)
{
  const double numbers[] = { difference->percent, difference->low, difference->high };

  json_builder_set_member_name (builder, key);
  if (!isfinite (difference->low) || !isfinite (difference->high))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_builder_add_double_value (builder, numbers[i]);
  json_builder_end_array (builder);
}

/* As members of the object that is open. */
static void
add_figures (JsonBuilder             *builder,
             const BwBacktestFigures *figures)
{
  gboolean any = figures->n > 0;

  bw_member_add_int (builder, "targets", figures->n);
  bw_member_add_double (builder, "mae_ln", any, figures->mae_ln);
  bw_member_add_double (builder, "rmse_ln", any, figures->rmse_ln);
  bw_member_add_double (builder, "mase", any && figures->has_mase, figures->mase);
  bw_member_add_double (builder, "pinball", any, figures->pinball);
  bw_member_add_double (builder, "coverage80", any, figures->coverage80);
  bw_member_add_double (builder, "width80_ln", any, figures->width80_ln);
  bw_member_add_double (builder, "interval_score80", any, figures->interval_score80);
  bw_member_add_double (builder, "zone_accuracy", TRUE, bw_backtest_figures_zone_accuracy (figures));
  bw_member_add_double (builder, "red_sensitivity", TRUE,
                        bw_backtest_figures_red_sensitivity (figures));
  bw_member_add_double (builder, "red_precision", TRUE,
                        bw_backtest_figures_red_precision (figures));
  bw_member_add_double (builder, "red_false_alarm", TRUE,
                        bw_backtest_figures_red_false_alarm (figures));
  bw_member_add_int (builder, "flagged", figures->n_flagged);
  bw_member_add_int (builder, "red_flagged", figures->n_red_flagged);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_object (builder);
  for (int was = BW_ZONE_RED; was <= BW_ZONE_GREEN; was++)
    {
      json_builder_set_member_name (builder, bw_zone_get_id ((BwZone) was));
      json_builder_begin_object (builder);
      for (int said = BW_ZONE_RED; said <= BW_ZONE_GREEN; said++)
        bw_member_add_int (builder, bw_zone_get_id ((BwZone) said), figures->zones[was][said]);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  add_difference (builder, "vs_average_percent", &figures->vs_average);
  add_difference (builder, "vs_profile_percent", &figures->vs_profile);
}

static void
add_model (JsonBuilder           *builder,
           const BwBacktest      *self,
           const BwBacktestModel *model)
{
  json_builder_begin_object (builder);
  bw_member_add_string (builder, "name", model->id);
  add_figures (builder, &model->all);
  json_builder_set_member_name (builder, "by_block");
  json_builder_begin_array (builder);
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      json_builder_begin_object (builder);
      bw_member_add_string (builder, "hours", blocks[b]);
      add_figures (builder, &model->by_block[b]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "inside_by_day");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_days; i++)
    json_builder_add_int_value (builder, model->inside[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "loss_by_day");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_days; i++)
    json_builder_add_double_value (builder, model->loss[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_days (JsonBuilder      *builder,
          const BwBacktest *self)
{
  json_builder_set_member_name (builder, "by_day");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_days; i++)
    {
      g_autofree char *day = bw_time_format_day (self->days[i]);

      json_builder_begin_object (builder);
      bw_member_add_string (builder, "day", day);
      bw_member_add_int (builder, "targets", self->day_targets[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
bw_backtest_to_json (const BwBacktest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  bw_member_add_int (builder, "origins", self->n_origins);
  bw_member_add_int (builder, "targets", self->n_targets);
  bw_member_add_int (builder, "hours", self->n_hours);
  bw_member_add_string (builder, "measure", bw_measure_get_id (self->options.measure));
  bw_member_add_string (builder, "shown", self->shown);
  add_time (builder, "from", self->from_ms, self->offset_min);
  add_time (builder, "to", self->to_ms, self->offset_min);
  add_time (builder, "made", self->made_ms, self->offset_min);
  bw_member_add_int (builder, "stride_hours", self->options.stride_hours);
  json_builder_set_member_name (builder, "days");
  if (self->options.days > 0)
    json_builder_add_int_value (builder, self->options.days);
  else
    json_builder_add_null_value (builder);
  bw_member_add_string (builder, "lstm", nets[self->net]);
  bw_member_add_string (builder, "preset", bw_preset_get_id (self->options.preset));
  bw_member_add_int (builder, "seed", (gint64) self->options.seed);
  bw_member_add_string (builder, "fingerprint", self->fingerprint);
  bw_member_add_double (builder, "seconds", TRUE, self->seconds);
  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->models->len; i++)
    add_model (builder, self, g_ptr_array_index (self->models, i));
  json_builder_end_array (builder);
  add_days (builder, self);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
