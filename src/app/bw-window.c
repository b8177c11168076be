/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-window.h"

#include "app/bw-welcome-page.h"

#include <glib/gi18n-lib.h>

#define NARROW_BELOW 600

struct _BwWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  GtkStack *content;

  /* Owned. */
  guint narrow_id;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwWindow, bw_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_narrow (BwWindow *self,
            gboolean  narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static gboolean
on_width_settled (gpointer user_data)
{
  BwWindow *self = user_data;

  self->narrow_id = 0;
  set_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW);
  return G_SOURCE_REMOVE;
}

/* What depends on the width may not change the layout while it is being allocated: it does so
 * before the next frame. */
static void
bw_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  BwWindow *self = BW_WINDOW (widget);

  GTK_WIDGET_CLASS (bw_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->narrow != (width < NARROW_BELOW) && self->narrow_id == 0)
    self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_width_settled, self, NULL);
}

static void
bw_window_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  BwWindow *self = BW_WINDOW (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_window_dispose (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  G_OBJECT_CLASS (bw_window_parent_class)->dispose (object);
}

static void
bw_window_class_init (BwWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_window_get_property;
  object_class->dispose = bw_window_dispose;
  widget_class->size_allocate = bw_window_size_allocate;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, content);
}

static void
bw_window_init (BwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

BwWindow *
bw_window_new (BwApplication *application)
{
  g_return_val_if_fail (BW_IS_APPLICATION (application), NULL);

  return g_object_new (BW_TYPE_WINDOW, "application", application, NULL);
}

gboolean
bw_window_get_narrow (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), FALSE);

  return self->narrow;
}
