/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-hour-card.h"

#include "app/bw-hour-words.h"
#include "app/bw-style.h"
#include "plot/bw-plot-chances.h"

struct _BwHourCard
{
  GtkPopover parent_instance;

  /* Template children. */
  GtkLabel *when_label;
  GtkLabel *score_label;
  GtkLabel *band_label;
  GtkWidget *chances_box;
  GtkDrawingArea *chances_bar;
  GtkLabel *green_label;
  GtkLabel *yellow_label;
  GtkLabel *red_label;
  GtkLabel *ms_label;
  GtkLabel *net_label;
  GtkLabel *came_label;
  GtkLabel *notes_label;

  double chances[3];       /* by BwZone */
};

G_DEFINE_FINAL_TYPE (BwHourCard, bw_hour_card, GTK_TYPE_POPOVER)

static void
on_draw (GtkDrawingArea *bar,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        data)
{
  const BwHourCard *self = data;
  const BwPlotRect area = { 0, 0, width, height };
  PangoFontDescription *font = bw_style_make_caption_font (GTK_WIDGET (bar));

  bw_plot_chances_paint (cr, &area, self->chances, bw_style_get_palette (), font);
  pango_font_description_free (font);
}

/* Takes @text; %NULL hides the label. */
static void
take_text (GtkLabel *label,
           char     *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  g_free (text);
}

static void
bw_hour_card_dispose (GObject *object)
{
  GtkWidget *child = gtk_popover_get_child (GTK_POPOVER (object));

  if (child)
    gtk_drawing_area_set_draw_func (BW_HOUR_CARD (object)->chances_bar, NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_hour_card_parent_class)->dispose (object);
}

static void
bw_hour_card_class_init (BwHourCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_hour_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-hour-card.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwHourCard, child)
  BIND (when_label);
  BIND (score_label);
  BIND (band_label);
  BIND (chances_box);
  BIND (chances_bar);
  BIND (green_label);
  BIND (yellow_label);
  BIND (red_label);
  BIND (ms_label);
  BIND (net_label);
  BIND (came_label);
  BIND (notes_label);
#undef BIND
}

static void
bw_hour_card_init (BwHourCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->chances_bar, on_draw, self, NULL);
  bw_style_follow (GTK_WIDGET (self->chances_bar));
}

GtkWidget *
bw_hour_card_new (void)
{
  return g_object_new (BW_TYPE_HOUR_CARD, NULL);
}

void
bw_hour_card_show_ahead (BwHourCard      *self,
                         const BwOutlook *outlook,
                         guint            k,
                         gint64           now_ms)
{
  const BwForecastHour *hour;

  g_return_if_fail (BW_IS_HOUR_CARD (self));
  g_return_if_fail (k < outlook->forecast->n_hours);

  hour = &outlook->forecast->hours[k];
  self->chances[BW_ZONE_GREEN] = hour->p_green;
  self->chances[BW_ZONE_YELLOW] = hour->p_yellow;
  self->chances[BW_ZONE_RED] = hour->p_red;
  take_text (self->when_label, bw_hour_words_when (hour->time_ms, outlook->zone, now_ms));
  take_text (self->score_label, bw_hour_words_score (hour->score));
  take_text (self->band_label, bw_hour_words_band (hour));
  gtk_widget_set_visible (self->chances_box, TRUE);
  take_text (self->green_label, bw_hour_words_chance (BW_ZONE_GREEN, hour->p_green));
  take_text (self->yellow_label, bw_hour_words_chance (BW_ZONE_YELLOW, hour->p_yellow));
  take_text (self->red_label, bw_hour_words_chance (BW_ZONE_RED, hour->p_red));
  take_text (self->ms_label, bw_hour_words_ms (hour));
  take_text (self->net_label, bw_hour_words_net (outlook->forecast, k));
  take_text (self->came_label, bw_hour_words_came (outlook, k));
  take_text (self->notes_label, bw_hour_words_notes (outlook, hour->time_ms));
  gtk_widget_queue_draw (GTK_WIDGET (self->chances_bar));
}

void
bw_hour_card_show_past (BwHourCard      *self,
                        const BwOutlook *outlook,
                        gint64           time_ms,
                        double           level_score,
                        gint64           now_ms)
{
  g_return_if_fail (BW_IS_HOUR_CARD (self));

  take_text (self->when_label, bw_hour_words_when (time_ms, outlook->zone, now_ms));
  take_text (self->score_label, bw_hour_words_score (level_score));
  take_text (self->band_label, NULL);
  gtk_widget_set_visible (self->chances_box, FALSE);
  take_text (self->ms_label, bw_hour_words_readings (outlook, time_ms));
  take_text (self->net_label, NULL);
  take_text (self->came_label, NULL);
  take_text (self->notes_label, bw_hour_words_notes (outlook, time_ms));
}

char *
bw_hour_card_to_text (BwHourCard *self)
{
  GtkLabel *labels[] = { self->when_label, self->score_label, self->band_label, self->green_label,
                         self->yellow_label, self->red_label, self->ms_label, self->net_label,
                         self->came_label, self->notes_label };
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (BW_IS_HOUR_CARD (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gboolean chance = i >= 3 && i <= 5;

      if (!gtk_widget_get_visible (GTK_WIDGET (labels[i]))
          || (chance && !gtk_widget_get_visible (self->chances_box)))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", gtk_label_get_label (labels[i]));
    }
  return g_string_free (text, FALSE);
}
