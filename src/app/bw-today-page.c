/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-today-page-private.h"

#include "app/bw-hours-dialog.h"
#include "app/bw-spinner.h"
#include "app/bw-style.h"
#include "app/bw-today-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define SCORE_POINTS 56
#define SHAPE_POINTS 30
#define CALIBRATION_DAYS 14
#define WIDE_MARGIN 24
#define NARROW_MARGIN 12
#define CHART_HEIGHT 300
#define NARROW_CHART_HEIGHT 230

G_DEFINE_FINAL_TYPE (BwTodayPage, bw_today_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_PAST_DAYS,
  PROP_NET_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

gint64
bw_today_page_get_now (BwTodayPage *self)
{
  return self->now_ms != 0 ? self->now_ms : g_get_real_time () / 1000;
}

const BwOutlook *
bw_today_page_get_shown (BwTodayPage *self)
{
  return self->look_back ? self->look_back : self->outlook;
}

/* What words are told from: a day that is looked back on is over, however long ago. */
static gint64
get_words_now (BwTodayPage *self)
{
  gint64 now_ms = bw_today_page_get_now (self);

  return self->look_back ? MAX (now_ms, self->look_back->forecast->issued_ms + 3 * BW_TIME_DAY)
                         : now_ms;
}

/* Colour and size as attributes: the zones' colours belong to the palette, whose contrast is
 * tested, and the number follows the interface's text size. */
static void
set_attributes (GtkLabel          *label,
                const BwPlotColor *color,
                int                points)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (color->red * 65535),
                                                                 (guint16) (color->green * 65535),
                                                                 (guint16) (color->blue * 65535)));
  /* Else the theme's own translucency of text would wash it out. */
  pango_attr_list_insert (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16));
  if (points > 0)
    {
      pango_attr_list_insert (attributes, pango_attr_size_new (points * PANGO_SCALE));
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    }
  gtk_label_set_attributes (label, attributes);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_score (BwTodayPage *self)
{
  const BwForecast *forecast = bw_today_page_get_shown (self)->forecast;
  g_autofree char *number = NULL, *zone = NULL, *spoken = NULL;
  const BwPlotPalette *palette = bw_style_get_palette ();

  gtk_widget_set_visible (GTK_WIDGET (self->calibration_bar), forecast->calibrating);
  if (forecast->calibrating)
    {
      int days = CLAMP (forecast->baseline_days, 0, CALIBRATION_DAYS);

      number = g_strdup_printf (_("%d/%d"), days, CALIBRATION_DAYS);
      set_text (self->zone_label, _("Calibrating"));
      set_text (self->meaning_label, _("days with readings"));
      set_attributes (self->score_label, &palette->text, SCORE_POINTS);
      set_attributes (self->zone_label, &palette->text, 0);
      gtk_level_bar_set_value (self->calibration_bar, days);
      spoken = g_strdup_printf (ngettext ("Calibrating: %d of %d day with readings",
                                          "Calibrating: %d of %d days with readings",
                                          CALIBRATION_DAYS),
                                days, CALIBRATION_DAYS);
    }
  else if (!forecast->has_score)
    {
      number = g_strdup ("–");
      set_text (self->zone_label, _("No score"));
      set_text (self->meaning_label, NULL);
      set_attributes (self->score_label, &palette->dim_text, SCORE_POINTS);
      set_attributes (self->zone_label, &palette->text, 0);
      spoken = g_strdup (_("No score"));
    }
  else
    {
      const BwPlotColor *color = &palette->zone_text[forecast->zone_now];
      int shown = bw_zone_shown_score (forecast->score_now);
      const char *name = bw_zone_get_name (forecast->zone_now);

      number = g_strdup_printf ("%d", shown);
      /* Translators: %s is Green, Yellow or Red */
      zone = g_strdup_printf (_("%s zone"), name);
      set_text (self->zone_label, zone);
      set_text (self->meaning_label, bw_zone_get_meaning (forecast->zone_now));
      set_attributes (self->score_label, color, SCORE_POINTS);
      set_attributes (self->zone_label, color, 0);
      spoken = g_strdup_printf (_("Fatigue score %d of 100, %s zone"), shown, name);
    }
  set_text (self->shape_label,
            forecast->has_score ? bw_zone_get_shape (forecast->zone_now) : NULL);
  set_attributes (self->shape_label, &palette->zone_text[forecast->zone_now], SHAPE_POINTS);
  gtk_label_set_label (self->score_label, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->score_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Whether there is a past worth drawing where there is no score ahead. */
static gboolean
has_past (const BwOutlook *outlook)
{
  for (guint i = 0; !outlook->forecast->calibrating && outlook->past && i < outlook->past->len; i++)
    if (g_array_index (outlook->past, BwPastHour, i).has_level)
      return TRUE;
  return FALSE;
}

static void
show_chart (BwTodayPage *self)
{
  const BwOutlook *shown = bw_today_page_get_shown (self);
  const BwForecast *forecast = shown->forecast;
  gboolean scores = bw_forecast_has_scores (forecast);
  gboolean drawn = scores || has_past (shown);
  g_autofree char *flags = bw_today_flags (forecast, shown->zone, &self->thresholds);
  g_autofree char *difference = bw_today_difference (forecast);
  g_autofree char *legend = flags ? g_strdup_printf ("■ %s", flags) : NULL;

  bw_forecast_view_set_outlook (self->chart, self->look_back ? self->look_back : self->outlook,
                                &self->thresholds, bw_today_page_get_now (self));
  gtk_widget_set_visible (GTK_WIDGET (self->chart), drawn);
  gtk_widget_set_visible (self->chart_card, drawn || forecast->n_hours > 0);
  gtk_widget_set_visible (self->range_box, drawn);
  gtk_widget_set_visible (self->menu_button, drawn);
  gtk_widget_set_visible (GTK_WIDGET (self->hours_button), forecast->n_hours > 0);
  gtk_widget_set_visible (self->no_scores_label, !scores && forecast->n_hours > 0);
  set_text (self->difference_label, difference);
  set_attributes (self->difference_label, &bw_style_get_palette ()->zone_text[forecast->zone_now], 0);
  set_text (self->flags_label, legend);
  set_attributes (self->flags_label, &bw_style_get_palette ()->zone_text[BW_ZONE_RED], 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.save-picture", drawn);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.copy-picture", drawn);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.hours-table", forecast->n_hours > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.show-net",
                                 drawn && bw_forecast_view_has_net (self->chart));
}

void
bw_today_page_show_outlook (BwTodayPage *self)
{
  const BwForecast *forecast = bw_today_page_get_shown (self)->forecast;
  gint64 now_ms = get_words_now (self);
  GTimeZone *zone = bw_today_page_get_shown (self)->zone;
  g_autofree char *sentence = bw_today_sentence (forecast, zone, now_ms);
  g_autofree char *when = bw_today_issued (forecast, zone, now_ms);

  show_score (self);
  set_text (self->sentence_label, sentence);
  set_text (self->when_label, when);
  if (bw_today_is_old (forecast, now_ms))
    gtk_widget_remove_css_class (GTK_WIDGET (self->when_label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->when_label), "dim-label");
  show_chart (self);
  bw_today_cards_set_outlook (self->cards, bw_today_page_get_shown (self));
  bw_today_page_show_look_back (self);
  bw_today_page_show_wanted_hour (self);
}

void
bw_today_page_show_state (BwTodayPage *self)
{
  const char *state = "empty";

  if (self->outlook)
    state = "content";
  else if (self->busy)
    state = "loading";
  else if (self->error)
    state = "error";
  gtk_stack_set_visible_child_name (self->states, state);

  gtk_widget_set_visible (self->busy_spinner, self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->update_button), !self->busy);

  if (self->error)
    {
      g_autofree char *escaped = g_markup_escape_text (self->error, -1);

      adw_status_page_set_description (self->error_page, escaped);
      gtk_label_set_label (self->error_label, self->error);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->error_revealer), self->error != NULL);
  gtk_revealer_set_reveal_child (self->error_revealer, self->error != NULL);
}

static void
show_width (BwTodayPage *self)
{
  int margin = self->narrow ? NARROW_MARGIN : WIDE_MARGIN;
  GtkWidget *content = GTK_WIDGET (self->content);

  gtk_widget_set_margin_start (content, margin);
  gtk_widget_set_margin_end (content, margin);
  gtk_widget_set_margin_top (content, margin);
  gtk_box_set_spacing (self->hero, self->narrow ? 0 : 20);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->hero),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_valign (GTK_WIDGET (self->update_button),
                         self->narrow ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1,
                               self->narrow ? NARROW_CHART_HEIGHT : CHART_HEIGHT);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->look_back_box),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->back_to_now_button, self->narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_margin_start (self->back_to_now_button, self->narrow ? 15 : 0);
  gtk_widget_set_margin_bottom (self->back_to_now_button, self->narrow ? 12 : 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->tools_box), margin / 2);
  gtk_widget_set_margin_end (GTK_WIDGET (self->tools_box), margin / 2);
  gtk_box_set_spacing (self->tools_box, self->narrow ? 0 : 6);
  bw_today_cards_set_narrow (self->cards, self->narrow);
  if (self->narrow)
    {
      gtk_button_set_icon_name (self->update_button, "view-refresh-symbolic");
      gtk_button_set_icon_name (self->hours_button, "view-list-symbolic");
    }
  else
    {
      gtk_button_set_label (self->update_button, _("_Update Forecast"));
      gtk_button_set_use_underline (self->update_button, TRUE);
      gtk_button_set_label (self->hours_button, _("Hours as _Table"));
      gtk_button_set_use_underline (self->hours_button, TRUE);
    }
}

static void
on_scheme_changed (BwTodayPage *self)
{
  if (self->outlook)
    {
      BwZone zone = bw_today_page_get_shown (self)->forecast->zone_now;

      show_score (self);
      set_attributes (self->difference_label, &bw_style_get_palette ()->zone_text[zone], 0);
      set_attributes (self->flags_label, &bw_style_get_palette ()->zone_text[BW_ZONE_RED], 0);
    }
}

static void
on_save_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_save_picture (BW_CHART (BW_TODAY_PAGE (widget)->chart));
}

static void
on_copy_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_copy_picture (BW_CHART (BW_TODAY_PAGE (widget)->chart));
}

static void
on_hours_table (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_today_page_show_hours (BW_TODAY_PAGE (widget));
}

/* T works wherever the focus is, as long as the page is the one that is seen. */
static gboolean
on_table_key (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  BwTodayPage *self = BW_TODAY_PAGE (widget);

  if (!gtk_widget_get_mapped (widget) || !self->outlook
      || bw_today_page_get_shown (self)->forecast->n_hours == 0)
    return FALSE;
  bw_today_page_show_hours (self);
  return TRUE;
}

static void
bw_today_page_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PAST_DAYS:
      g_value_set_uint (value, bw_forecast_view_get_past_days (self->chart));
      break;
    case PROP_NET_SHOWN:
      g_value_set_boolean (value, bw_forecast_view_get_net_shown (self->chart));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_today_page_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  switch (id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      show_width (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_PAST_DAYS:
      bw_forecast_view_set_past_days (self->chart, g_value_get_uint (value));
      break;
    case PROP_NET_SHOWN:
      bw_forecast_view_set_net_shown (self->chart, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_today_page_dispose (GObject *object)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_clear_pointer (&self->look_back, bw_outlook_free);
  G_OBJECT_CLASS (bw_today_page_parent_class)->dispose (object);
}

static void
bw_today_page_finalize (GObject *object)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  g_free (self->error);
  G_OBJECT_CLASS (bw_today_page_parent_class)->finalize (object);
}

static void
bw_today_page_class_init (BwTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_today_page_get_property;
  object_class->set_property = bw_today_page_set_property;
  object_class->dispose = bw_today_page_dispose;
  object_class->finalize = bw_today_page_finalize;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAST_DAYS] = g_param_spec_uint ("past-days", NULL, NULL, 0, 30, 7,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_NET_SHOWN] = g_param_spec_boolean ("net-shown", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_DAY_BAR);
  g_type_ensure (BW_TYPE_FORECAST_VIEW);
  g_type_ensure (BW_TYPE_TODAY_CARDS);
  gtk_widget_class_install_action (widget_class, "today.save-picture", NULL, on_save_picture);
  gtk_widget_class_install_action (widget_class, "today.copy-picture", NULL, on_copy_picture);
  gtk_widget_class_install_action (widget_class, "today.hours-table", NULL, on_hours_table);
  gtk_widget_class_install_property_action (widget_class, "today.show-net", "net-shown");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-today-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwTodayPage, child)
  BIND (states);
  BIND (error_page);
  BIND (content);
  BIND (error_revealer);
  BIND (error_label);
  BIND (look_back_box);
  BIND (look_back_label);
  BIND (outcome_label);
  BIND (kept_label);
  BIND (back_to_now_button);
  BIND (empty_page);
  BIND (most_button);
  BIND (first_import);
  BIND (hero);
  BIND (shape_label);
  BIND (score_label);
  BIND (zone_label);
  BIND (meaning_label);
  BIND (when_label);
  BIND (busy_spinner);
  BIND (update_button);
  BIND (calibration_bar);
  BIND (sentence_label);
  BIND (chart_card);
  BIND (day_bar);
  BIND (chart);
  BIND (difference_label);
  BIND (flags_label);
  BIND (no_scores_label);
  BIND (tools_box);
  BIND (range_box);
  BIND (day_button);
  BIND (week_button);
  BIND (month_button);
  BIND (all_button);
  BIND (zoom_back_button);
  BIND (hours_button);
  BIND (menu_button);
  BIND (cards);
#undef BIND
  bw_today_page_class_bind_chart (widget_class);
}

static void
bw_today_page_init (BwTodayPage *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->thresholds = (BwThresholds) BW_THRESHOLDS_DEFAULT;
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_t, 0),
                        gtk_callback_action_new (on_table_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  bw_today_page_init_chart (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_scheme_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_scheme_changed), self,
                           G_CONNECT_SWAPPED);
  show_width (self);
  bw_today_page_show_state (self);
}

BwTodayPage *
bw_today_page_new (void)
{
  return g_object_new (BW_TYPE_TODAY_PAGE, NULL);
}

void
bw_today_page_set_outlook (BwTodayPage *self,
                           BwOutlook   *outlook)
{
  BwOutlook *before;

  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  before = self->outlook;
  g_clear_pointer (&self->error, g_free);
  self->outlook = outlook;
  if (!outlook)
    g_clear_pointer (&self->look_back, bw_outlook_free);
  if (outlook && self->look_back)
    bw_today_page_show_look_back (self);
  else if (outlook)
    bw_today_page_show_outlook (self);
  else
    {
      bw_today_cards_set_outlook (self->cards, NULL);
      bw_forecast_view_set_outlook (self->chart, NULL, &self->thresholds, 0);
    }
  bw_outlook_free (before);
  bw_today_page_show_state (self);
}

void
bw_today_page_set_busy (BwTodayPage *self,
                        gboolean     busy)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->busy = busy;
  bw_today_page_show_state (self);
}

void
bw_today_page_set_error (BwTodayPage *self,
                         const char  *message)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  if (message != self->error)
    {
      g_free (self->error);
      self->error = g_strdup (message);
    }
  bw_today_page_show_state (self);
}

void
bw_today_page_set_thresholds (BwTodayPage *self,
                              double       alert_score,
                              double       p_red)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->thresholds = (BwThresholds) { alert_score, p_red };
  if (self->outlook)
    show_chart (self);
}

void
bw_today_page_set_now (BwTodayPage *self,
                       gint64       now_ms)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->now_ms = now_ms;
  if (self->outlook)
    bw_today_page_show_outlook (self);
}

void
bw_today_page_show_hours (BwTodayPage *self)
{
  BwHoursDialog *dialog;
  GtkRoot *root;

  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  if (!bw_today_page_get_shown (self) || bw_today_page_get_shown (self)->forecast->n_hours == 0)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  dialog = bw_hours_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                bw_today_page_get_shown (self), &self->thresholds);
  gtk_window_present (GTK_WINDOW (dialog));
}

BwTodayCards *
bw_today_page_get_cards (BwTodayPage *self)
{
  g_return_val_if_fail (BW_IS_TODAY_PAGE (self), NULL);

  return self->cards;
}

void
bw_today_page_set_stuck (BwTodayPage *self,
                         gboolean     stuck)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  adw_status_page_set_description (
      self->empty_page,
      stuck ? _("There are no readings of the measure that was chosen, only of others.")
            : _("There are no readings of heart rate variability in this library. Import an Apple Health "
                "export to see the next 24 hours."));
  gtk_widget_set_visible (self->most_button, stuck);
  gtk_widget_set_visible (self->first_import, !stuck);
}
